// A file may be dropped anywhere on its zone; without this the field is chosen as usual.
(function () {
  "use strict";

  const takes = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");

  function arm(input) {
    const zone = document.createElement("div");
    zone.className = "tt-drop-zone";
    input.before(zone);
    const said = document.createElement("p");
    said.className = "tt-drop-said";
    said.setAttribute("role", "status");
    zone.append(input, said);

    const tell = () => {
      const [file] = input.files;
      said.textContent = file ? `Fichier choisi : ${file.name}` : "Glissez le fichier ici.";
    };
    ["dragenter", "dragover"].forEach((name) => {
      zone.addEventListener(name, (event) => {
        if (!takes(event)) return;
        event.preventDefault();
        zone.classList.add("is-over");
      });
    });
    zone.addEventListener("dragleave", (event) => {
      if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
    });
    zone.addEventListener("drop", (event) => {
      if (!takes(event)) return;
      event.preventDefault();
      zone.classList.remove("is-over");
      const one = new DataTransfer();
      if (event.dataTransfer.files.length) one.items.add(event.dataTransfer.files[0]);
      input.files = one.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
    input.addEventListener("change", tell);
    tell();
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("input[type=file].tt-drop").forEach(arm);
  });
})();
