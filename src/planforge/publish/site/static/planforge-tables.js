// On a phone a row of a table is a block: each cell then says which column it was in.
for (const table of document.querySelectorAll('.bd-article table[class*="pf-"]')) {
  const head = table.tHead?.rows[0];
  if (!head) continue;
  const names = Array.from(head.cells, (cell) => cell.textContent.trim());
  for (const row of table.tBodies[0]?.rows ?? []) {
    Array.from(row.cells).forEach((cell, column) => {
      if (names[column]) cell.dataset.label = names[column];
      cell.classList.toggle("pf-none", !cell.textContent.trim());
    });
  }
}
