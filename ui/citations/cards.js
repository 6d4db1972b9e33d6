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
  line.append(element("span", "", card.where), " ");
  const link = element("a", "", card.link);
  link.href = card.url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  line.append(link);
  return line;
}

// Scrolls only the box itself, never the page.
function intoSight(box) {
  const lit = box.querySelector("mark");
  if (lit) box.scrollTop = lit.offsetTop - box.offsetTop - box.clientHeight / 3;
}
