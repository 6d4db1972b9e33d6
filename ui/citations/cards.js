// One passage as it is set, wherever it is shown. Everything is set as text: no word of a note can become markup.
function element(tag, className, text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function passage(card) {
  const box = element("blockquote", "passage");
  for (const line of card.lines) {
    const row = element("div", `row ${line.kind}`);
    row.style.setProperty("--depth", line.depth);
    for (const piece of line.pieces) row.append(element(piece.lit ? "mark" : "span", piece.look, piece.text));
    box.append(row);
  }
  return box;
}

function trail(card) {
  const line = element("div", "trail");
  card.trail.forEach((heading, at) => {
    if (at) line.append(element("span", "step", " › "));
    line.append(element("span", "", heading));
  });
  return line;
}

function origin(card) {
  const line = element("div", "origin");
  line.append(element("span", "", card.where));
  const link = element("a", "", card.link);
  link.href = card.url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  line.append(link);
  if (card.led) line.append(led(card));
  if (card.support) line.append(element("span", "support", card.support));
  return line;
}

// The bullet of the student's note that led to the page.
function led(card) {
  const line = element("div", "led", "Linked from your note: ");
  const link = element("a", "", card.led);
  link.href = card.led_url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  line.append(link);
  return line;
}

// Brings the lit words into sight by scrolling the box itself, never the page; a box that scrolls is in the tab order.
function settle(box) {
  if (box.scrollHeight > box.clientHeight) box.tabIndex = 0;
  const lit = box.querySelector("mark:not(.quiet)");
  if (lit) box.scrollTop = lit.offsetTop - box.clientHeight / 3;
}

// A marker never begins a line: it stays with the word before it.
function keepTogether(marker) {
  const before = marker.previousSibling;
  if (before?.nodeType !== Node.TEXT_NODE) return;
  const [, rest, word] = before.data.match(/^([^]*?)(\S*)\s*$/);
  if (!word || word.length > 24) return;
  const span = element("span", "together", word);
  before.data = rest;
  marker.replaceWith(span);
  span.append(marker);
}
