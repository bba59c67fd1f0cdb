// SPDX-License-Identifier: MIT
//
// The model card in short: tasks with their agreement with people, what it learned from, licence, limits.
"use strict";

const modelCard = (() => {
  const {make, forPeople} = page;

  function cells(values) {
    return values.map(([label, text]) => make("td", {"data-label": label}, text));
  }

  function table(caption, head, rows) {
    return make(
      "table",
      {className: "small"},
      make("caption", {className: "soft", style: "text-align: left"}, caption),
      make("thead", {}, make("tr", {}, ...head.map((name) => make("th", {scope: "col"}, name)))),
      make("tbody", {}, ...rows),
    );
  }

  function agreement(figure) {
    return `${figure.srcc.toFixed(3)} on ${figure.images.toLocaleString("en")} pictures of ${figure.data_set} (${figure.protocol})`;
  }

  function taskRow(task) {
    const figures = task.figures.length > 0 ? task.figures.map(agreement).join("; ") : "not measured";
    return make(
      "tr",
      {},
      make("th", {scope: "row"}, forPeople(task.name)),
      ...cells([["0 means", task.zero_means], ["1 means", task.one_means], ["Agreement", figures]]),
    );
  }

  function dataRow(set) {
    return make(
      "tr",
      {},
      make("th", {scope: "row"}, set.name),
      ...cells([["Pictures", set.images.toLocaleString("en")], ["Raters", set.raters], ["Terms", set.terms]]),
    );
  }

  function show(place, card) {
    place.className = "facts";
    place.append(
      make("p", {}, make("strong", {}, card.name), make("span", {className: "soft small"}, ` ${card.architecture}`)),
      table(
        "Agreement is Spearman's rank correlation with the mean of people's ratings, on pictures that the model never saw.",
        ["Task", "0 means", "1 means", "Agreement"],
        card.tasks.map(taskRow),
      ),
      ...(card.data_sets.length > 0
        ? [table("Learned from", ["Photographs", "Pictures", "Raters", "Terms"], card.data_sets.map(dataRow))]
        : []),
      make(
        "div",
        {className: "small"},
        make("h3", {}, "What the scores do not mean"),
        make("ul", {}, ...card.limits.map((limit) => make("li", {}, limit))),
      ),
      make("p", {className: "small"}, make("strong", {}, "Licence: "), card.licence),
    );
  }

  return {show};
})();
