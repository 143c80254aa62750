/* Hold the search against the truth: every string of `lengths` characters, and every step-th longer one.
   `sites` is a list of [address, units] as truth.js gives them; of more than `most` strings every n-th is asked.
   Returns what differs, and how much was asked. */
async ({ sites, every, step, most = Infinity }) => {
  const index = await PFSearch.ready();
  const normal = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ");
  const truth = [];
  for (const [url, units] of sites) units.forEach((unit, n) => truth.push({
    key: url + " " + n,
    text: unit.heading.map((b) => b.plain).join(" ") + "\n" + unit.blocks.map((b) => b.plain).join("\n"),
    blocks: [...unit.heading, ...unit.blocks].map((b) => b.seen),
  }));
  const wrong = [];
  const keys = index.sections.map((s, id) => index.pages[s.number][1] + " " + (id - index.firstOfPage[s.number]));
  const byKey = new Map(keys.map((key, id) => [key, index.text.slice(index.starts[id], index.starts[id + 1] - 1)]));
  for (const { key, text } of truth) if (byKey.get(key) !== text) wrong.push(["text", key, text.slice(0, 200), String(byKey.get(key)).slice(0, 200)]);
  if (truth.length !== byKey.size) wrong.push(["sections", truth.length, byKey.size]);
  const queries = new Set();
  let count = 0;
  for (const { blocks } of truth) blocks.forEach((block, n) => {
    for (const length of every) for (let i = 0; i + length <= block.length; i++) queries.add(block.slice(i, i + length));
    for (let i = 0; i + 4 <= block.length; i++) if (count++ % step === 0) queries.add(block.slice(i, i + 4 + ((count * 7) % 37)));
    if (n + 1 < blocks.length) queries.add(block.slice(-2) + blocks[n + 1].slice(0, 2)); // across two blocks
  });
  let asked = 0, searched = 0, found = 0, number = 0;
  const stride = Math.max(1, Math.ceil(queries.size / most));
  for (const query of queries) {
    if (number++ % stride) continue;
    const plain = normal(query);
    if (plain.length < 2) continue;
    const right = truth.filter(({ text }) => text.includes(plain)).map(({ key }) => key).sort().join("|");
    const given = index.holding(plain).map((id) => keys[id]).sort().join("|");
    if (right !== given) wrong.push(["holding", query, right.slice(0, 300), given.slice(0, 300)]);
    found += right ? 1 : 0;
    if (asked++ % 10 === 0) {
      searched++;
      const { exact, hits } = index.search(query, { limit: index.size });
      const first = hits.slice(0, exact).map((hit) => index.pages[hit.page][1] + " " + hit.section).sort().join("|");
      if (right !== first || hits.slice(exact).some((hit) => hit.isExact)) wrong.push(["search", query, right.slice(0, 300), first.slice(0, 300)]);
      for (const hit of hits.slice(0, exact)) {
        const marks = [...hit.title, ...hit.heading, ...hit.excerpt].filter(([, on]) => on).map(([text]) => normal(text));
        if (plain.trim() === plain && !marks.some((mark) => mark.includes(plain) || plain.includes(mark))) wrong.push(["mark", query, JSON.stringify(hit.excerpt)]);
      }
    }
    if (wrong.length > 20) break;
  }
  return { wrong, sections: truth.length, asked, searched, found };
}
