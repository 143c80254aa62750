// A moment of the scenario, chosen with a slider: charts show it as a line, the log ends at it.
(() => {
  const place = document.querySelector(".pf-time-slider");
  const course = document.querySelector("table.pf-course");
  const axes = [...document.querySelectorAll("rect.pf-time-axis")];
  if (!place || !course || !axes.length) return;
  const seconds = (row) => {
    const [hours, minutes] = row.cells[0].textContent.trim().slice(2).split(":").map(Number);
    return 3600 * hours + 60 * minutes;
  };
  const rows = [...course.tBodies[0].rows].map((row) => [seconds(row), row]);
  const moments = [...new Set(rows.map(([at]) => at))];
  const last = Math.max(...axes.map((axis) => Number(axis.dataset.to)));
  const [label, before, next, whole] = [...place.querySelectorAll("span")].map((one) => one.textContent);
  const start = course.tBodies[0].rows[0].cells[1].textContent.trim();

  const lines = axes.map((axis) => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const top = axis.y.baseVal.value;
    line.setAttribute("class", "pf-now");
    line.setAttribute("y1", top);
    line.setAttribute("y2", top + axis.height.baseVal.value);
    axis.parentNode.append(line);
    return [axis, line];
  });

  const slider = document.createElement("input"), said = document.createElement("output");
  Object.assign(slider, { type: "range", min: 0, max: last, step: 60, value: last });
  slider.setAttribute("aria-label", label);
  const button = (text, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: text });
    made.addEventListener("click", () => show(act()));
    return made;
  };
  const two = (number) => String(number).padStart(2, "0");

  function clock(at) {
    const [month, day, hour, minute] = start.match(/\d+/g).map(Number);
    const moment = new Date(Date.UTC(2000, month - 1, day, hour, minute) + 1000 * (at - rows[0][0]));
    return `${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())} ${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}`;
  }

  function show(at) {
    slider.value = at;
    const offset = `T+${two(Math.floor(at / 3600))}:${two(Math.floor(at / 60) % 60)}`;
    said.value = `${offset}  ${clock(at)}`;
    slider.setAttribute("aria-valuetext", said.value);
    for (const [axis, line] of lines) {
      const from = Number(axis.dataset.from), to = Number(axis.dataset.to);
      const x = axis.x.baseVal.value + axis.width.baseVal.value * ((at - from) / (to - from || 1));
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
      line.style.display = at < from || at > to || at === last ? "none" : "";
    }
    const past = rows.filter(([when]) => when <= at);
    for (const [when, row] of rows) {
      row.classList.toggle("pf-later", when > at);
      row.classList.toggle("pf-now", at !== last && when === (past.at(-1) ?? [])[0]);
    }
  }

  place.replaceChildren(
    slider,
    said,
    button(before, () => moments.filter((at) => at < Number(slider.value)).at(-1) ?? 0),
    button(next, () => moments.find((at) => at > Number(slider.value)) ?? last),
    button(whole, () => last),
  );
  slider.addEventListener("input", () => show(Number(slider.value)));
  place.classList.add("pf-ready");
  show(last);
})();
