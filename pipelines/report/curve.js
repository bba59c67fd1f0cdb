// SPDX-License-Identifier: MIT
//
// The scores over time, and the readout of the frame under the pointer.
//
//   curve.pinAt(chosen[0].position);
"use strict";

const curve = (() => {
  const {data, full, make, score, forPeople, taskColor, color, bars} = page;
  const {timed, momentText, ink, grid, taskPaint} = charts;
  const {tasks, ranked, frames, chosen, thumbnails} = data;
  const last = frames.at.length - 1;
  const $ = (id) => document.getElementById(id);
  const percent = (value) => value / full;

  // Position in the sorted list `values` of the one nearest to `wanted`.
  function nearest(values, wanted) {
    let low = 0;
    let high = values.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low > 0 && wanted - values[low - 1] <= values[low] - wanted ? low - 1 : low;
  }

  let current = chosen.length > 0 ? chosen[0].position : 0; // the frame shown, a position in frames
  let pinned = false;
  let tickStep = 1; // of the time axis, at its present width

  const chart = new Chart($("curve"), {
    type: "line",
    data: {datasets: tasks.map((name, task) => dataset(name, task))},
    options: {
      animation: false,
      events: [], // the pointer is followed below
      maintainAspectRatio: false,
      normalized: true,
      parsing: false,
      layout: {padding: {top: 16, right: 14}},
      plugins: {legend: {display: false}, tooltip: {enabled: false}},
      scales: {
        x: {
          type: "linear",
          min: data.from,
          max: Math.max(data.to, data.from + 1),
          title: {...ink, display: true, text: timed ? "time" : "frame"},
          grid,
          afterBuildTicks: (axis) => setTimeTicks(axis),
          ticks: {...ink, callback: (value) => axisText(value), autoSkip: false, maxRotation: 0},
        },
        y: {grace: "5%", title: {...ink, display: true, text: "score (0 to 1)"}, grid, ticks: {...ink, maxTicksLimit: 7}},
      },
    },
    plugins: [{id: "marks", afterDatasetsDraw: drawMarks}],
  });

  function dataset(name, task) {
    return {
      label: name,
      data: frames.at.map((at, i) => ({x: at, y: percent(frames.scores[task][i])})),
      ...taskPaint(task),
      borderWidth: task === ranked ? 2.5 : 1.25,
      order: task === ranked ? -1 : task, // what frames are ranked by lies on top
      pointRadius: last === 0 ? 4 : 0,
    };
  }

  function setTimeTicks(axis) {
    const steps = timed
      ? [50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 144e5, 288e5]
      : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6];
    const room = Math.max(2, Math.floor(axis.width / 72));
    tickStep = steps.find((step) => (axis.max - axis.min) / step <= room) ?? (axis.max - axis.min) / 2;
    axis.ticks = [];
    for (let at = Math.ceil(axis.min / tickStep) * tickStep; at <= axis.max; at += tickStep) axis.ticks.push({value: at});
  }

  function axisText(at) {
    return timed ? page.clock(at, tickStep < 100 ? 2 : tickStep < 1000 ? 1 : 0) : String(at);
  }

  // The line at the frame shown, a dot on each curve, and the ranks of the chosen frames.
  function drawMarks(drawn) {
    const {ctx, chartArea, scales} = drawn;
    const shown = (task) => drawn.isDatasetVisible(task);
    const height = (position) => scales.y.getPixelForValue(percent(frames.scores[ranked][position]));
    ctx.save();
    const x = scales.x.getPixelForValue(frames.at[current]);
    ctx.strokeStyle = color(pinned ? "accent" : "soft");
    ctx.lineWidth = pinned ? 2 : 1;
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    tasks.forEach((name, task) => {
      if (!shown(task)) return;
      ctx.fillStyle = color(`series-${task % 8}`);
      ctx.beginPath();
      ctx.arc(x, scales.y.getPixelForValue(percent(frames.scores[task][current])), 4, 0, 2 * Math.PI);
      ctx.fill();
    });
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = "bold 12px system-ui, sans-serif";
    for (let rank = chosen.length - 1; rank >= 0; --rank) {
      const {position, at} = chosen[rank];
      const place = [scales.x.getPixelForValue(at), (shown(ranked) ? height(position) : chartArea.top) - 4];
      ctx.fillStyle = color("accent");
      ctx.strokeStyle = color("panel");
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.arc(...place, 10, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
      ctx.fillStyle = color("on-accent");
      ctx.fillText(String(rank + 1), ...place);
    }
    ctx.restore();
  }

  function legendButton(name, task) {
    const swatch = make("span", {className: "swatch", "aria-hidden": "true"});
    swatch.style.borderColor = taskColor(task);
    const button = make("button", {className: "button", type: "button", "aria-pressed": "true"}, swatch, forPeople(name));
    button.addEventListener("click", () => {
      const visible = !chart.isDatasetVisible(task);
      button.setAttribute("aria-pressed", String(visible));
      chart.setDatasetVisibility(task, visible);
      chart.update("none");
    });
    return button;
  }

  // ---- readout

  const shot = make("img", {});
  const moment = make("strong", {});
  const pin = make("span", {className: "pin", role: "status"});
  const values = make("div", {});
  document.documentElement.style.setProperty("--shape", `${chosen[0].width} / ${chosen[0].height}`);
  $("readout").append(
    make("div", {className: "shot"}, shot),
    make("div", {className: "state"}, moment, pin),
    values,
  );

  // The picture of the chosen frame itself, else the thumbnail nearest in time.
  function pictureAt(position) {
    const at = frames.at[position];
    const best = chosen.find((frame) => frame.position === position);
    if (best !== undefined) return {at, source: best.picture};
    if (thumbnails.at.length === 0) return null;
    const i = nearest(thumbnails.at, at);
    return {at: thumbnails.at[i], source: `data:image/jpeg;base64,${thumbnails.pictures[i]}`};
  }

  function show(position) {
    current = Math.min(Math.max(position, 0), last);
    const at = frames.at[current];
    const picture = pictureAt(current);
    shot.hidden = picture === null;
    if (picture !== null) {
      shot.src = picture.source;
      shot.alt = `Frame at ${momentText(picture.at, 2)}`;
    }
    const scores = tasks.map((name, task) => frames.scores[task][current]);
    moment.textContent = momentText(at, 2);
    pin.textContent = pinned ? "pinned" : "";
    $("readout").classList.toggle("pinned", pinned);
    values.replaceChildren(bars(scores));
    const canvas = $("curve");
    canvas.setAttribute("aria-valuenow", at);
    canvas.setAttribute(
      "aria-valuetext",
      `${momentText(at, 2)}${pinned ? ", pinned" : ""}: ${tasks.map((name, task) => `${forPeople(name)} ${score(scores[task])}`).join(", ")}`,
    );
    chart.draw();
  }

  function pinAt(position) {
    pinned = true;
    show(position);
  }

  function release() {
    pinned = false;
    show(current);
  }

  function frameUnder(event) {
    const x = event.clientX - $("curve").getBoundingClientRect().left;
    const near = chosen.find((frame) => Math.abs(chart.scales.x.getPixelForValue(frame.at) - x) <= 6);
    return near !== undefined ? near.position : nearest(frames.at, chart.scales.x.getValueForPixel(x));
  }

  function onKey(event) {
    const step = event.shiftKey ? 1 : Math.max(1, Math.round(last / 200));
    const moves = {
      ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step,
      PageDown: -10 * step, PageUp: 10 * step, Home: -last, End: last,
    };
    if (event.key in moves) show(current + moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") pinned ? release() : pinAt(current);
    else return;
    event.preventDefault();
  }

  function follow(canvas) {
    canvas.setAttribute("aria-valuemin", data.from);
    canvas.setAttribute("aria-valuemax", data.to);
    canvas.addEventListener("pointermove", (event) => {
      if (!pinned) show(frameUnder(event));
    });
    canvas.addEventListener("click", (event) => {
      // A finger cannot hover: its next tap means another frame.
      if (pinned && event.pointerType !== "touch") release();
      else pinAt(frameUnder(event));
    });
    canvas.addEventListener("keydown", onKey);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && pinned) release();
    });
  }

  $("legend").append(...tasks.map(legendButton));
  follow($("curve"));
  show(current);

  return {chart, pinAt};
})();
