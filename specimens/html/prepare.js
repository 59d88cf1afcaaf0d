// Wraps every word in an element, shrinks the content until it fits, and returns the words.
async () => {
  await document.fonts.ready;
  const flow = document.getElementById("flow");
  const room = document.getElementById("room");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.trim() && !node.parentElement.closest("svg, style, script")) texts.push(node);
  }
  const spans = [];
  for (const node of texts) {
    const parts = document.createDocumentFragment();
    for (const part of node.data.split(/(\s+)/)) {
      if (!part) continue;
      if (/^\s+$/.test(part)) { parts.append(part); continue; }
      const span = document.createElement("span");
      span.className = "w";
      span.textContent = part;
      spans.push(span);
      parts.append(span);
    }
    node.replaceWith(parts);
  }
  let zoom = 1;
  for (let step = 0; step < 14; step++) {
    const across = flow.scrollWidth / flow.clientWidth;  // both in the zoomed content's pixels
    const down = flow.getBoundingClientRect().height / room.clientHeight;
    let wide = across;
    for (const cell of flow.querySelectorAll("table, .keep")) {
      const outer = cell.parentElement.getBoundingClientRect().width;
      wide = Math.max(wide, (cell.getBoundingClientRect().width - 1) / outer);
    }
    if (wide <= 1.002 && down <= 1.0) break;
    zoom *= Math.max(0.8, Math.min(0.98, Math.min(1 / wide, 1 / Math.sqrt(down))));
    flow.style.zoom = zoom;
  }
  const found = [];
  for (const span of spans) {
    const rect = span.getBoundingClientRect();
    if (!rect.width || !rect.height) continue;
    const owner = span.closest("[data-field]");
    found.push({
      span,
      text: span.textContent,
      field: owner ? owner.dataset.field : "caption",
      must: Boolean(owner && owner.dataset.must),
      rect: [rect.x, rect.y, rect.width, rect.height],
    });
  }
  const colours = ["#ffff00", "#ff00ff", "#00ffff"];  // blue, green, red channel
  const near = (a, b, share) =>
    a[0] - share * a[3] < b[0] + b[2] + share * b[3] &&
    b[0] - share * b[3] < a[0] + a[2] + share * a[3] &&
    a[1] - share * a[3] < b[1] + b[3] + share * b[3] &&
    b[1] - share * b[3] < a[1] + a[3] + share * a[3];
  const beside = (a, b) => a[1] + 0.5 * a[3] > b[1] && b[1] + 0.5 * b[3] > a[1];
  for (let i = 0; i < found.length; i++) {
    const word = found[i];
    const cost = [0, 0, 0];
    const close = [];
    for (let j = 0; j < i; j++) {
      if (!near(word.rect, found[j].rect, 0.3)) continue;
      close.push(found[j]);
      cost[found[j].layer] += beside(word.rect, found[j].rect) ? 100 : 1;
    }
    word.layer = cost.indexOf(Math.min(...cost));
    word.reach = [0.3, 0.3];
    for (const other of close) {
      if (other.layer !== word.layer) continue;
      const axis = beside(word.rect, other.rect) ? 0 : 1;
      word.reach[axis] = other.reach[axis] = 0.06;
    }
    word.span.style.setProperty("--layer", colours[word.layer]);
  }
  return { zoom, words: found.map(({ span, ...word }) => word) };
}
