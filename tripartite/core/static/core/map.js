/* The map of a tour: a line and round marks each half-day. The table beside says the same. */
(() => {
  "use strict";
  const colours = ["#1d5fbf", "#0b7d6b", "#6d3fc4", "#a61e13", "#7d4400", "#17213a"];

  function draw(box) {
    if (box.dataset.drawn || !window.L) return;
    box.dataset.drawn = "1";
    box.hidden = false;
    box.removeAttribute("aria-hidden");
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Carte des visites");
    const map = L.map(box, { scrollWheelZoom: false, keyboard: false, attributionControl: Boolean(box.dataset.tiles) });
    if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: box.dataset.credit, maxZoom: 18 }).addTo(map);
    const all = [];
    JSON.parse(box.dataset.map).forEach((tour) => {
      const colour = colours[tour.number % colours.length];
      const dashes = tour.number < colours.length ? null : "6 6";
      const points = [tour.start.at, ...tour.stops.map((stop) => stop.at), tour.start.at];
      L.polyline(points, { color: colour, weight: 3, dashArray: dashes }).addTo(map);
      L.circleMarker(tour.start.at, { radius: 8, color: "#17213a", fillOpacity: 1 }).bindTooltip(tour.start.name).addTo(map);
      tour.stops.forEach((stop, rank) => {
        const mark = document.createElement("span");
        mark.textContent = String(rank + 1);
        mark.style.backgroundColor = colour;
        const icon = L.divIcon({ className: "tt-stop", html: mark, iconSize: [22, 22] });
        L.marker(stop.at, { icon, keyboard: false }).bindTooltip(`${tour.label} ${stop.name}`).addTo(map);
      });
      all.push(...points);
    });
    if (all.length) map.fitBounds(all, { padding: [24, 24] });
  }

  const drawAll = () => document.querySelectorAll("[data-map]").forEach(draw);
  document.addEventListener("DOMContentLoaded", drawAll);
  document.addEventListener("htmx:afterSwap", drawAll);
})();
