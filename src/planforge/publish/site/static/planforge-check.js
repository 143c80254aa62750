// Findings narrowed down by severity and by family of rules; without scripts all of them are shown.
(() => {
  const tables = [...document.querySelectorAll("table.pf-findings")];
  if (!tables.length) return;
  const words = (cell) => cell.textContent.trim();
  const families = new Map([...document.querySelectorAll("#by-family tbody a")].map((link) => [link.hash.split("-").pop(), words(link)]));
  const [severityHead, ruleHead] = tables[0].tHead.rows[0].cells;
  const findings = tables.flatMap((table) => [...table.tBodies[0].rows]).map((row) => {
    const [severity, rule] = row.cells, family = words(rule).slice(0, 3);
    return { row, part: row.closest("section"), values: [words(severity), families.get(family) ?? family] };
  });
  const chosen = [new Set(), new Set()];
  const asked = new URLSearchParams(location.search);
  const keys = ["severity", "family"];
  keys.forEach((key, group) => asked.getAll(key).forEach((value) => chosen[group].add(value)));

  const passes = (finding, without) => chosen.every((wanted, group) => group === without || !wanted.size || wanted.has(finding.values[group]));
  const buttons = [];
  const severities = [...document.querySelectorAll("#by-plan thead th")].slice(1).map(words);

  function update() {
    for (const finding of findings) finding.row.hidden = !passes(finding);
    for (const part of new Set(findings.map((finding) => finding.part))) {
      part.hidden = !findings.some((finding) => finding.part === part && !finding.row.hidden);
    }
    for (const [button, group, value] of buttons) {
      const count = findings.filter((finding) => finding.values[group] === value && passes(finding, group)).length;
      button.setAttribute("aria-pressed", String(chosen[group].has(value)));
      button.lastChild.textContent = String(count);
    }
    const state = new URLSearchParams(chosen.flatMap((wanted, group) => [...wanted].map((value) => [keys[group], value]))).toString();
    history.replaceState(null, "", location.pathname + (state ? "?" + state : "") + location.hash);
  }

  const bar = document.createElement("div");
  bar.className = "pf-filter";
  [severityHead, ruleHead].forEach((head, group) => {
    const found = new Set(findings.map((finding) => finding.values[group]));
    const values = group ? [...found] : severities.filter((severity) => found.has(severity));
    if (values.length < 2) return;
    const line = document.createElement("div");
    line.setAttribute("role", "group");
    line.setAttribute("aria-label", words(head));
    const label = document.createElement("span");
    label.append(words(head));
    line.append(label);
    for (const value of values) {
      const button = document.createElement("button"), count = document.createElement("span");
      button.type = "button";
      button.append(value, " ", count);
      button.addEventListener("click", () => {
        if (!chosen[group].delete(value)) chosen[group].add(value);
        update();
      });
      buttons.push([button, group, value]);
      line.append(button);
    }
    bar.append(line);
  });
  findings[0].part.before(bar);
  update();
})();
