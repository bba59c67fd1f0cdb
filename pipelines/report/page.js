// SPDX-License-Identifier: MIT
//
// What the pages have in common: their data, making elements, numbers as text, bars of scores, the two themes.
//
//   document.body.append(page.make("p", {className: "soft"}, page.clock(83200)));  // 1:23.2
"use strict";

const page = (() => {
  const full = 1e6; // scores are whole millionths in the data
  const colors = 8;
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];

  // An element with properties ("className") and attributes ("aria-label"), and with children.
  function make(tag, settings = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(settings)) {
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  function clock(milliseconds, decimals = 1) {
    const scale = 10 ** decimals;
    const rounded = Math.round((milliseconds / 1000) * scale) / scale;
    const hours = Math.floor(rounded / 3600);
    const minutes = Math.floor(rounded / 60) % 60;
    const seconds = (rounded % 60).toFixed(decimals).padStart(decimals > 0 ? decimals + 3 : 2, "0");
    return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
  }

  const score = (value) => (value / full).toFixed(3);
  const forPeople = (name) => name.replaceAll("_", " ");
  const taskColor = (task) => `var(--series-${task % colors})`;
  // For canvases, which know no variables.
  const color = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();

  // Name, bar and number of every task.
  function bars(scores) {
    const list = make("dl", {className: "bars small"});
    scores.forEach((value, task) => {
      const fill = make("span", {className: "fill"});
      fill.style.width = `${(100 * value) / full}%`;
      fill.style.background = taskColor(task);
      list.append(
        make("dt", {}, forPeople(data.tasks[task])),
        make("dd", {className: "track", "aria-hidden": "true"}, fill),
        make("dd", {}, score(value)),
      );
    });
    return list;
  }

  function setTheme(name) {
    root.dataset.theme = name;
    const button = document.getElementById("theme");
    button.textContent = name === "dark" ? "Light theme" : "Dark theme";
    listeners.forEach((listener) => listener());
  }

  // Calls `listener` whenever colours have changed.
  function onTheme(listener) {
    listeners.push(listener);
  }

  let chosen = null; // the theme that the reader chose, if any
  const current = () => chosen ?? (system.matches ? "dark" : "light");
  document.getElementById("theme").addEventListener("click", () => {
    chosen = current() === "dark" ? "light" : "dark";
    setTheme(chosen);
  });
  system.addEventListener("change", () => setTheme(current()));
  // Paper is white.
  window.addEventListener("beforeprint", () => setTheme("light"));
  window.addEventListener("afterprint", () => setTheme(current()));
  setTheme(current());

  return {data, full, make, clock, score, forPeople, taskColor, color, bars, onTheme};
})();
