// SPDX-License-Identifier: MIT
//
// The report of one video: chosen frames, curve (curve.js), distribution, model (model_card.js).
"use strict";

(() => {
  const {data, make, clock, score, forPeople, bars} = page;
  const {timed, momentText, ink, taskPaint} = charts;
  const {tasks, chosen} = data;
  const $ = (id) => document.getElementById(id);

  // ---- chosen frames

  function chosenFrame(frame, rank) {
    const image = make("img", {src: frame.picture, alt: `Best frame ${rank + 1}, at ${momentText(frame.at, 3)}`});
    const moment = make(
      "button",
      {className: "moment", type: "button", title: "Show in the curve", "aria-label": `${momentText(frame.at, 3)}: show in the curve`},
      momentText(frame.at, 3),
    );
    moment.addEventListener("click", () => {
      curve.pinAt(frame.position);
      $("curve").scrollIntoView({block: "center"});
    });
    const open = {href: frame.href, title: frame.file};
    return make(
      "li",
      {},
      make("a", {...open, className: "picture"}, image),
      make(
        "div",
        {className: "title"},
        make("span", {className: "rank", "aria-hidden": "true"}, String(rank + 1)),
        moment,
        make("a", {...open, className: "small no-print"}, `${frame.width} × ${frame.height}`),
      ),
      bars(frame.scores),
    );
  }

  // ---- distribution

  function histogram(name, task) {
    const {counts, lowest, median, highest} = data.distribution[task];
    const text = `median ${score(median)}, from ${score(lowest)} to ${score(highest)}`;
    const canvas = make("canvas", {role: "img", "aria-label": `${forPeople(name)}: ${text}`});
    const figure = make(
      "figure",
      {},
      make("h3", {}, forPeople(name)),
      make("div", {className: "plot"}, canvas),
      make("figcaption", {className: "soft small"}, text),
    );
    $("distribution").append(figure);
    const width = 1 / counts.length;
    return new Chart(canvas, {
      type: "bar",
      data: {
        datasets: [{
          data: counts.map((count, i) => ({x: (i + 0.5) * width, y: count})),
          ...taskPaint(task),
          barPercentage: 1,
          categoryPercentage: 0.94,
        }],
      },
      options: {
        animation: false,
        events: [],
        maintainAspectRatio: false,
        parsing: false,
        plugins: {legend: {display: false}, tooltip: {enabled: false}},
        scales: {
          x: {type: "linear", min: 0, max: 1, offset: false, ticks: {...ink, stepSize: 0.25, callback: (value) => value.toFixed(2)}, grid: {display: false, drawBorder: false}},
          y: {display: false, beginAtZero: true},
        },
      },
    });
  }

  // ---- everything

  const length = timed ? `, ${clock(data.to - data.from, 0)} long` : "";
  const count = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
  $("summary").textContent =
    `${count(chosen.length, "best frame")} of ${count(data.scored, "scored frame")}${length}; scored by ${data.model.name}, chosen by ${forPeople(data.by)}`;
  $("chart-licence-text").textContent = $("chart-licence").textContent.trim();
  $("chosen").append(...chosen.map(chosenFrame));
  const drawn = [curve.chart, ...tasks.map(histogram)];
  page.onTheme(() => drawn.forEach((chart) => chart.update("none")));
  modelCard.show($("model"), data.model);
})();
