// Draws one Ledger: the tree of links, what changed, or the notes beside their pages. Every word is set as text.
const drawings = new WeakMap(); // what stands where, so that a rerun that changed nothing leaves the page as it is
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const root = parentElement.querySelector(".ledger");
  root.onclick = (event) => {
    const button = event.target.closest("[data-url]");
    if (button) setTriggerValue("chosen", button.dataset.url);
  };
  const drawn = JSON.stringify(data);
  if (drawings.get(root) === drawn) return;
  drawings.set(root, drawn);
  const closed = new Set([...root.querySelectorAll("details.note:not([open])")].map((note) => note.dataset.where));
  root.replaceChildren(
    ...data.groups.map((group) => note(group, !closed.has(group.where))),
    ...data.changes.map(change),
    ...data.checks.map(check),
  );
  requestAnimationFrame(() => root.querySelectorAll(".passage").forEach(settle));
}

function note(group, open) {
  const box = folded("note", [element("h2", "title", group.title), element("span", "count", group.counted)]);
  box.open = open;
  box.dataset.where = group.where;
  const list = element("ol", "links");
  list.append(...group.rows.map(row));
  box.append(list);
  return box;
}

function row(link) {
  const item = element("li", `link ${link.tone}`);
  const line = anchor(link.place, `line ${link.line}`, "at");
  const body = element("div", "body");
  if (link.words !== link.address) body.append(element("span", "words", link.words), " ");
  body.append(address(link));
  const standing = element("p", "standing");
  standing.append(element("span", "state", link.state));
  if (link.why) standing.append(". ", link.why);
  const kept = element("p", "kept");
  if (link.tried) kept.append(day("Last tried", link.tried));
  if (link.held) kept.append(element("span", "", link.held));
  body.append(standing);
  if (kept.childNodes.length) body.append(kept);
  const options = element("button", "options", "Options");
  options.type = "button";
  options.dataset.url = link.url;
  options.setAttribute("aria-label", `Options: ${link.words}, line ${link.line}`);
  item.append(line, body, options);
  return item;
}

function change(page) {
  const box = folded("change", [element("h2", "title", page.title), element("span", "count", page.summary)]);
  const where = element("p", "kept");
  where.append(address(page), day("Changed", page.at));
  const lines = element("div", "diff");
  lines.tabIndex = 0;
  lines.setAttribute("role", "region");
  lines.setAttribute("aria-label", `What changed: ${page.title}`);
  lines.append(...page.lines.map(difference));
  box.append(where, lines);
  if (page.more) box.append(element("p", "kept", `${page.more} more lines are not shown.`));
  return box;
}

function difference(line) {
  const [tag, sign, aloud] =
    { added: ["ins", "+", "Added: "], removed: ["del", "\u2212", "Removed: "] }[line.sign] || ["div", "", ""];
  const made = element(tag, line.sign);
  const mark = element("span", "sign", sign);
  mark.setAttribute("aria-hidden", "true");
  const text = element("span", "text");
  if (aloud) text.append(element("span", "aloud", aloud));
  text.append(line.text);
  made.append(mark, text);
  return made;
}

function check(card) {
  const item = element("section", `check ${card.tone}`);
  const head = element("h2", "verdict", card.verdict);
  const pair = element("div", "pair");
  const own = side("Your note", card.note, anchor(card.place, `line ${card.line}`, "at"));
  const said = element("blockquote", "statement");
  for (const piece of card.statement) said.append(element(piece.lit ? "mark" : "span", "", piece.text));
  own.append(said);
  const theirs = side("The page", card.evidence ? card.evidence.trail.join(" › ") : "", address(card));
  theirs.append(card.evidence ? passage(card.evidence) : element("p", "kept", "Nothing there comes close."));
  pair.append(own, theirs);
  item.append(head, pair);
  return item;
}

function side(title, trail, link) {
  const box = element("div", "side");
  const head = element("p", "kept");
  head.append(element("span", "who", title));
  if (trail) head.append(element("span", "", trail));
  head.append(link);
  box.append(head);
  return box;
}

function folded(name, head) {
  const box = element("details", name);
  const summary = element("summary");
  summary.append(...head);
  box.append(summary);
  return box;
}

function address(of) {
  return of.opens ? anchor(of.opens, of.address, "address") : element("span", "address", of.address);
}

function anchor(url, text, className) {
  const link = element("a", className, text);
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function day(what, iso) {
  const said = element("span", "", `${what} `);
  const time = element("time", "", DAY.format(new Date(iso)));
  time.dateTime = iso;
  said.append(time);
  return said;
}
