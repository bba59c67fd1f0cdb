// SPDX-License-Identifier: MIT
//
// The gallery of scored pictures: sorted, filtered, each one large on demand. Elements are made a few hundred at
// a time, when the end of the page comes near.
"use strict";

(() => {
  const {data, full, make, score, forPeople, taskColor, bars} = page;
  const {tasks, pictures, faults} = data;
  const at_once = 200;
  const $ = (id) => document.getElementById(id);
  const thumbnail = (picture) => `data:image/jpeg;base64,${picture.thumbnail}`;
  const count = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;

  let task = 0; // that the pictures are sorted by
  let listed = []; // pictures that pass the filter, in order
  let opened = -1; // position in listed of the one shown large

  // ---- the list

  function entry(picture, position) {
    const text = score(picture.scores[task]);
    const fill = make("span", {className: "fill"});
    fill.style.width = `${(100 * picture.scores[task]) / full}%`;
    fill.style.background = taskColor(task);
    const button = make(
      "button",
      {type: "button", title: picture.name},
      make("img", {src: thumbnail(picture), alt: "", loading: "lazy", decoding: "async", width: 240, height: 180}),
      make("span", {className: "track", "aria-hidden": "true"}, fill),
      make("span", {className: "caption small"}, make("span", {className: "name"}, picture.name), make("strong", {}, text)),
    );
    button.addEventListener("click", () => open(position));
    return make("li", {}, button);
  }

  function more() {
    const done = $("pictures").children.length;
    $("pictures").append(...listed.slice(done, done + at_once).map((picture, i) => entry(picture, done + i)));
    const left = listed.length - $("pictures").children.length;
    $("end").textContent = left > 0 ? `${count(left, "more picture")} below` : "";
  }

  const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const orders = {
    best: (a, b) => b.scores[task] - a.scores[task] || byName(a, b),
    worst: (a, b) => a.scores[task] - b.scores[task] || byName(a, b),
    name: byName,
  };

  function list() {
    task = Number($("task").value);
    const least = Number($("least").value);
    const words = $("filter").value.trim().toLowerCase();
    $("least-text").textContent = least.toFixed(2);
    listed = pictures
      .filter((picture) => picture.scores[task] >= least * full && picture.name.toLowerCase().includes(words))
      .sort(orders[$("order").value]);
    $("count").textContent =
      listed.length === pictures.length ? count(listed.length, "picture") : `${listed.length.toLocaleString("en")} of ${count(pictures.length, "picture")}`;
    $("pictures").replaceChildren();
    more();
  }

  // ---- one picture

  // `position` in listed; past an end, nothing happens.
  function open(position) {
    if (position < 0 || position >= listed.length) return;
    opened = position;
    const picture = listed[position];
    const image = $("large-picture");
    $("large-note").textContent = "";
    image.src = picture.href;
    image.alt = picture.name;
    image.width = picture.width;
    image.height = picture.height;
    $("large-name").textContent = picture.name;
    $("large-link").href = picture.href;
    $("large-scores").replaceChildren(bars(picture.scores));
    $("previous").disabled = position === 0;
    $("next").disabled = position === listed.length - 1;
    if (!$("large").open) $("large").showModal();
  }

  // The file has moved, or is of a kind that this browser does not show.
  function showThumbnail() {
    const image = $("large-picture");
    const small = thumbnail(listed[opened]);
    if (image.getAttribute("src") === small) return;
    image.src = small;
    $("large-note").textContent = "This browser cannot show the file itself; this is its thumbnail.";
  }

  function onKey(event) {
    if (event.key === "ArrowLeft") open(opened - 1);
    else if (event.key === "ArrowRight") open(opened + 1);
  }

  // ---- everything

  tasks.forEach((name, i) => $("task").append(make("option", {value: i}, forPeople(name))));
  $("summary").textContent = `${count(pictures.length, "picture")}, scored by ${data.model.name}`;
  $("controls").addEventListener("input", list);
  $("controls").addEventListener("submit", (event) => event.preventDefault());
  $("large-picture").addEventListener("error", showThumbnail);
  $("large").addEventListener("keydown", onKey);
  $("previous").addEventListener("click", () => open(opened - 1));
  $("next").addEventListener("click", () => open(opened + 1));
  $("close").addEventListener("click", () => $("large").close());
  $("faults").hidden = faults.length === 0;
  $("fault-list").append(...faults.map((fault) => make("li", {}, fault)));
  new IntersectionObserver((entries) => {
    if (entries.some((one) => one.isIntersecting) && $("pictures").children.length < listed.length) more();
  }, {rootMargin: "1500px"}).observe($("end"));
  list();
  modelCard.show($("model"), data.model);
})();
