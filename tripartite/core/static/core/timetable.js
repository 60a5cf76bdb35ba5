// The totals of a week follow the clocks as they are typed; the server says them again.
(function () {
  "use strict";

  const minutes = (input) => {
    const parts = /^(\d\d):(\d\d)$/.exec(input.value);
    return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
  };

  const words = (total) => {
    const rest = total % 60;
    return `${Math.floor(total / 60)}\u00a0h${rest ? "\u00a0" + String(rest).padStart(2, "0") : ""}`;
  };

  // The length of a day, or null while one of its ranges is only half typed.
  const dayOf = (row) => {
    const clocks = [...row.querySelectorAll("input[type=time]")].map(minutes);
    let total = 0;
    for (let i = 0; i + 1 < clocks.length; i += 2) {
      if ((clocks[i] === null) !== (clocks[i + 1] === null)) return null;
      if (clocks[i] === null) continue;
      const length = clocks[i + 1] - clocks[i];
      total += length > 0 ? length : length + 1440;
    }
    return total;
  };

  document.addEventListener("input", (event) => {
    const table = event.target.closest("[data-timetable]");
    if (!table || event.target.type !== "time") return;
    let week = 0;
    table.querySelectorAll("tbody tr").forEach((row) => {
      const day = dayOf(row);
      row.querySelector("[data-day-total]").textContent = day ? words(day) : "—";
      week = day === null || week === null ? null : week + day;
    });
    table.querySelector("[data-week-total]").textContent =
      week === null
        ? "Le total se calcule quand les plages sont justes."
        : `${words(week)} par semaine`;
  });
})();
