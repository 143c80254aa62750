/* The truth that the search is held against: what a reader sees on a page, cut into sections and blocks.
   Written without a look at the index: it walks the rendered page and asks the browser how things are laid out. */
(article) => {
  const units = [];
  let unit = null, block = "", isHeading = false;
  const flush = () => {
    const text = block.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
    if (block.trim()) (isHeading ? unit.heading : unit.blocks).push({ plain: text, seen: block.replace(/\s+/gu, " ").trim() });
    block = "";
  };
  const open = () => { unit = { heading: [], blocks: [] }; units.push(unit); };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { block += node.data; return; }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style, .headerlink, [data-planforge-nosearch], svg title, svg desc")) return;
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden" || node.matches(".visually-hidden, .sr-only")) return;
    const isSvg = node.namespaceURI === "http://www.w3.org/2000/svg";
    const parts = node.tagName === "BR" || (isSvg ? node.tagName !== "tspan" : !style.display.startsWith("inline"));
    const heads = /^H[1-6]$/.test(node.tagName);
    if (parts) flush();
    if (heads) { open(); isHeading = true; }
    node.childNodes.forEach(walk);
    if (parts) flush();
    if (heads) isHeading = false;
  };
  open();
  walk(article);
  return units.filter((u) => u.heading.length || u.blocks.length);
}
