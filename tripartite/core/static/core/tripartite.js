// What JavaScript adds; every page works without it.
(function () {
  "use strict";

  const dialog = () => document.getElementById("dialog");

  // A page asked for in the dialog opens it; its form then posts as on its own page.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "dialog" && !dialog().open) dialog().showModal();
    const summary = event.detail.target.querySelector("#erreurs");
    if (summary) summary.focus();
  });

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close && dialog() && dialog().contains(close)) {
      event.preventDefault();
      dialog().close();
    }
    if (event.target === dialog()) dialog().close();
    if (event.target.closest("[data-print]")) window.print();
    document.querySelectorAll("details.tt-menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.tt-menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // A box that ticks all those of its name: data-check-all="placement".
  document.addEventListener("change", (event) => {
    const name = event.target.dataset.checkAll;
    if (!name) return;
    document.querySelectorAll(`input[type=checkbox][name="${name}"]`).forEach((box) => {
      box.checked = event.target.checked;
    });
  });

  // A double click sends a form once; a form that stays on screen may be sent again later.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 3000);
  });
})();
