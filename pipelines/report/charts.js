// SPDX-License-Identifier: MIT
//
// What the charts have in common. Their colours are asked for at each drawing, so that another theme needs no more
// than that; moments are milliseconds, or numbers of frames in a video that gives no times.
"use strict";

const charts = (() => {
  const {data, clock, color} = page;
  const timed = data.unit === "time";
  const momentText = (at, decimals) => (timed ? clock(at, decimals) : `frame ${at}`);
  const ink = {color: () => color("soft")};
  const grid = {color: () => color("line"), drawBorder: false};
  const taskPaint = (task) => ({
    borderColor: () => color(`series-${task % 8}`),
    backgroundColor: () => color(`series-${task % 8}`),
  });

  return {timed, momentText, ink, grid, taskPaint};
})();
