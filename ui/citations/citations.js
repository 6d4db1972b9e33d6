// Draws one View: an answer with its footnotes, or a list of passages. Everything that came from notes, pages or models
// is set as text; the one exception, the answer's HTML, went through the allow-list in markup.py.
const views = new WeakMap();
const ANNOUNCED = 150; // ms: a screen reader misses what a region says in the moment it appears
let asked = ""; // the question that waits; another view draws it when its answer is there
const NARROW = 720; // px: below this the evidence is a sheet from below, above it stands in the margin

export default function (component) {
  const { parentElement, data } = component;
  let view = views.get(parentElement);
  if (!view) {
    view = new CitationView(parentElement);
    views.set(parentElement, view);
  }
  view.show(data);
  return () => {
    view.leave();
    views.delete(parentElement);
  };
}

class CitationView {
  constructor(root) {
    this.root = root;
    this.find = (selector) => root.querySelector(selector);
    this.pinned = 0;
    this.drawn = "";
    this.onKey = (event) => this.key(event);
    this.onScroll = () => this.hideHover();
    this.find(".exchange").addEventListener("keydown", this.onKey);
    this.find(".copy").addEventListener("click", () => this.copy());
    this.find(".export").addEventListener("click", () => this.save());
    document.addEventListener("scroll", this.onScroll, { capture: true, passive: true });
    this.watch = new ResizeObserver(() => this.measure());
    this.watch.observe(this.find(".exchange"));
  }

  leave() {
    this.watch.disconnect();
    document.removeEventListener("scroll", this.onScroll, { capture: true });
  }

  show(data) {
    const drawn = JSON.stringify(data);
    if (drawn === this.drawn) return; // a rerun changed nothing: what is pinned stays pinned
    this.drawn = drawn;
    this.data = data;
    this.pinned = 0;
    this.text(".question", data.question);
    this.find(".answer").innerHTML = data.html; // sanitised in Python
    this.find(".apart-words").innerHTML = data.apart; // the same
    this.find(".apart").hidden = !data.apart;
    this.markers = [...this.root.querySelectorAll(".answer .marker")];
    this.markers.forEach((marker) => {
      keepTogether(marker);
      this.listen(marker);
    });
    this.drawMargin();
    this.drawCards();
    this.drawNotes();
    this.measure();
    requestAnimationFrame(() => {
      this.root.querySelectorAll(".card .passage").forEach(settle);
      this.arrive(data);
    });
  }

  // A question just asked comes into sight, and so does its answer; a source opens at its lit words.
  arrive(data) {
    const waiting = Boolean(data.question) && !data.html;
    const arrived = Boolean(data.html) && data.question === asked;
    if (data.reading) this.find("mark:not(.quiet)")?.scrollIntoView({ block: "center" });
    if (waiting || arrived) this.find(".exchange").scrollIntoView({ block: "start" });
    if (waiting) asked = data.question;
    if (!arrived) return;
    asked = "";
    const count = data.footnotes.length;
    const words = count ? `Answered, with ${count} ${count === 1 ? "footnote" : "footnotes"}` : "Not in your notes";
    this.announcement = setTimeout(() => this.say(words), ANNOUNCED);
  }

  text(selector, text) {
    const target = this.find(selector);
    target.textContent = text;
    target.hidden = !text;
  }

  drawMargin() {
    this.entries = new Map();
    const list = this.find(".footnotes");
    list.replaceChildren();
    for (const card of this.data.footnotes) {
      const entry = element("li", "footnote");
      const head = element("button", "entry");
      head.type = "button";
      head.setAttribute("aria-expanded", "false");
      head.setAttribute("aria-label", card.label);
      const words = element("span", "words");
      words.append(trail(card), element("span", "gist", card.gist));
      head.append(element("span", "number", String(card.number)), words);
      head.addEventListener("click", () => this.toggle(card.number));
      entry.append(head);
      list.append(entry);
      this.entries.set(card.number, { card, entry, head });
    }
    this.find(".margin").hidden = !this.data.footnotes.length;
  }

  drawCards() {
    this.find(".cards").hidden = !this.data.cards.length;
    this.find(".cards").classList.toggle("reading", this.data.reading);
    const title = element(this.data.question ? "h3" : "h2", "cards-title", this.data.cards_title);
    this.find(".cards-title").replaceWith(title);
    title.hidden = !this.data.cards_title;
    this.find(".card-list").replaceChildren(
      ...this.data.cards.map((card) => {
        const item = element("li", "card");
        if (card.trail.length) item.append(trail(card));
        if (card.lines.length) item.append(passage(card));
        if (card.url) item.append(origin(card));
        return item;
      }),
    );
  }

  drawNotes() {
    const { notes, markdown } = this.data;
    this.find(".lines").replaceChildren(...notes.map((line) => element("span", "line", line)));
    this.find(".actions").hidden = !markdown;
    this.find(".notes").hidden = !notes.length && !markdown;
  }

  measure() {
    const narrow = this.find(".exchange").clientWidth < NARROW;
    if (narrow === this.narrow) return;
    this.narrow = narrow;
    this.find(".exchange").classList.toggle("narrow", narrow);
    this.pin(this.pinned, false);
  }

  listen(marker) {
    const number = Number(marker.dataset.note);
    marker.setAttribute("aria-describedby", "hover");
    marker.addEventListener("mouseenter", () => this.hover(marker, number));
    marker.addEventListener("mouseleave", () => this.hideHover());
    marker.addEventListener("focus", () => marker.matches(":focus-visible") && this.hover(marker, number));
    marker.addEventListener("blur", () => this.hideHover());
    marker.addEventListener("click", () => this.toggle(number, marker));
  }

  hover(marker, number) {
    if (number === this.pinned || (this.narrow && matchMedia("(hover: none)").matches)) return;
    const box = this.find(".hover");
    const { card } = this.entries.get(number);
    box.replaceChildren(trail(card), passage(card), element("div", "origin", card.where));
    if (card.support) box.append(element("div", "support", card.support));
    if (!box.matches(":popover-open")) box.showPopover();
    const at = marker.getBoundingClientRect();
    const left = Math.min(Math.max(12, at.left - 24), innerWidth - box.offsetWidth - 12);
    const below = at.bottom + 8;
    const fits = below + box.offsetHeight < innerHeight - 12;
    box.style.left = `${left}px`;
    box.style.top = `${fits ? below : Math.max(12, at.top - box.offsetHeight - 8)}px`;
    settle(box.querySelector(".passage"));
    this.light(number);
  }

  hideHover() {
    const box = this.find(".hover");
    if (!box.matches(":popover-open")) return;
    box.hidePopover();
    this.light(0);
  }

  // The margin entry that belongs to the marker under the pointer.
  light(number) {
    for (const [own, { entry }] of this.entries) entry.classList.toggle("near", own === number);
  }

  toggle(number, marker = null) {
    if (marker) this.origin = marker;
    this.pin(this.pinned === number ? 0 : number, true);
  }

  pin(number, aloud) {
    this.hideHover();
    this.pinned = number;
    for (const marker of this.markers || []) {
      marker.setAttribute("aria-expanded", String(Number(marker.dataset.note) === number));
    }
    for (const [own, { card, entry, head }] of this.entries || []) {
      const open = own === number;
      entry.classList.toggle("open", open);
      head.setAttribute("aria-expanded", String(open));
      entry.querySelector(".evidence")?.remove();
      if (open && !this.narrow) this.unfold(card, entry);
    }
    this.drawSheet(number);
    if (aloud) this.say(number ? `${this.entries.get(number).card.label}, open` : "Evidence closed");
  }

  unfold(card, entry) {
    const evidence = element("div", "evidence");
    evidence.append(passage(card), origin(card));
    entry.append(evidence);
    settle(evidence.querySelector(".passage"));
    entry.scrollIntoView({ block: "nearest" });
  }

  drawSheet(number) {
    const sheet = this.find(".sheet");
    if (!this.narrow || !number) {
      if (sheet.matches(":popover-open")) sheet.hidePopover();
      return;
    }
    const { card } = this.entries.get(number);
    const head = element("div", "sheet-head");
    head.append(element("span", "number", String(number)), trail(card), this.closer());
    sheet.replaceChildren(head, passage(card), origin(card));
    if (!sheet.matches(":popover-open")) sheet.showPopover();
    settle(sheet.querySelector(".passage"));
  }

  closer() {
    const close = element("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", () => this.close());
    return close;
  }

  close() {
    this.pin(0, true);
    this.origin?.focus();
  }

  key(event) {
    if (event.key === "Escape") {
      if (this.find(".hover").matches(":popover-open")) this.hideHover();
      else if (this.pinned) this.close();
      return;
    }
    const at = this.markers.indexOf(this.root.activeElement ?? event.target);
    const last = this.markers.length - 1;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last };
    if (at < 0 || !(event.key in to)) return;
    event.preventDefault();
    const next = this.markers[Math.min(Math.max(to[event.key], 0), last)];
    next.focus();
    if (this.pinned) this.pin(Number(next.dataset.note), true);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.data.markdown);
      this.say("Copied");
    } catch {
      this.save(); // no clipboard without https: a file is the next best thing
    }
    const button = this.find(".copy");
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  }

  save() {
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([this.data.markdown], { type: "text/markdown" }));
    link.download = this.data.filename;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    this.say("Exported");
  }

  say(words) {
    clearTimeout(this.announcement); // what a quick reader has done since is the news
    this.find(".status").textContent = words;
  }
}
