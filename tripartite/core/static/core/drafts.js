// A form marked data-keep-draft="name" loses nothing when the network does. What is typed is kept in
// this browser; what could not be sent is sent later, under the number the form was born with
// (the hidden field « sending »), so that the server writes it once. See tripartite/core/drafts.py.
(function () {
  "use strict";

  if (!window.indexedDB || !window.fetch) return;

  const KEPT_DAYS = 30;
  const RETRY = 60000;
  const PATIENCE = { text: 20000, files: 180000 };

  // ------------------------------------------------------------ what this browser keeps
  function store(mode, act) {
    return new Promise((done, fail) => {
      const opening = indexedDB.open("tripartite", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("drafts", { keyPath: "id" });
      opening.onerror = () => fail(opening.error);
      opening.onsuccess = () => {
        const base = opening.result;
        const work = base.transaction("drafts", mode);
        const asked = act(work.objectStore("drafts"));
        work.oncomplete = () => {
          base.close();
          done(asked.result);
        };
        work.onerror = work.onabort = () => {
          base.close();
          fail(work.error);
        };
      };
    });
  }
  const put = (record) => store("readwrite", (drafts) => drafts.put(record));
  const forget = (id) => store("readwrite", (drafts) => drafts.delete(id));
  const read = (id) => store("readonly", (drafts) => drafts.get(id));
  const everything = () => store("readonly", (drafts) => drafts.getAll());

  const typedId = (form) => `typed:${form.dataset.keepDraft}`;
  const sending = (form) => form.elements.namedItem("sending");
  const isEmptyFile = (value) => value instanceof File && !value.size;
  const fieldsOf = (form) =>
    [...new FormData(form)].filter(
      ([name, value]) => name !== "csrfmiddlewaretoken" && !isEmptyFile(value),
    );

  // ------------------------------------------------------------ what is said
  function say(level, text, ...links) {
    const box = document.querySelector("#contenu .container-xl");
    let note = document.getElementById("brouillons");
    if (!note) {
      note = document.createElement("div");
      note.id = "brouillons";
      note.tabIndex = -1;
      note.setAttribute("role", "status");
      box.prepend(note);
    }
    note.className = `tt-alert ${level}`;
    const line = document.createElement("div");
    line.append(text, ...links);
    note.replaceChildren(line);
    return note;
  }

  function link(label, href) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = label;
    return made;
  }

  const KEPT = "Enregistré sur ce téléphone, sera envoyé dès le retour du réseau.";
  const many = (n, one, more) => (n === 1 ? one : more.replace("#", n));

  // ------------------------------------------------------------ sending
  // Answers "sent" and where to go, "signin", "refused", "cut" when nobody answered, or "other" when
  // the note is that of another person of this device: it waits for its author.
  async function send(record) {
    const body = new FormData();
    record.fields.forEach(([name, value]) => body.append(name, value));
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token) body.append("csrfmiddlewaretoken", token[1]);
    const heavy = record.fields.some(([, value]) => value instanceof File);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), heavy ? PATIENCE.files : PATIENCE.text);
    try {
      const answer = await fetch(record.action, {
        method: "POST",
        body,
        headers: { "X-Draft": "1" },
        signal: stop.signal,
      });
      if (answer.status === 204) return ["sent", answer.headers.get("X-Location")];
      if (answer.status === 401) return ["signin"];
      if (answer.status === 403 || answer.status === 404) return ["other"];
      return [answer.status >= 500 ? "cut" : "refused"];
    } catch {
      return ["cut"];
    } finally {
      clearTimeout(timer);
    }
  }

  async function submit(form, button) {
    const fields = fieldsOf(form);
    if (button && button.name) fields.push([button.name, button.value]);
    const record = {
      id: sending(form).value,
      form: form.dataset.keepDraft,
      page: location.pathname,
      action: form.action,
      fields,
      at: Date.now(),
    };
    await put(record);
    form.setAttribute("aria-busy", "true");
    const [outcome, where] = await send(record);
    form.removeAttribute("aria-busy");
    if (outcome === "cut") {
      await forget(typedId(form));
      form.reset();
      sending(form).value = crypto.randomUUID();
      say("warning", KEPT).focus();
      setTimeout(() => sendKept().catch(() => {}), RETRY);
      return;
    }
    await forget(record.id);
    if (outcome === "sent") {
      await forget(typedId(form));
      location.assign(where);
    } else {
      form.submit(); // the server says what is wrong on its own page
    }
  }

  let running = false;
  async function sendKept() {
    const kept = (await everything()).filter((record) => record.action && !record.refused);
    if (running || !kept.length) return;
    running = true;
    const told = { sent: 0, cut: 0, signin: 0, refused: 0, other: 0 };
    let where = "";
    for (const record of kept) {
      const [outcome, place] = await send(record);
      told[outcome] += 1;
      if (outcome === "sent") {
        where = place;
        await forget(record.id);
      }
      if (outcome === "refused") {
        await put({ ...record, refused: true });
        await put({ ...record, id: `typed:${record.form}`, action: "" });
      }
      if (outcome === "cut") break;
    }
    running = false;
    if (told.cut) setTimeout(() => sendKept().catch(() => {}), RETRY);
    report(kept.length - told.other, told, where);
  }

  function report(kept, told, where) {
    const left = kept - told.sent - told.refused;
    if (told.signin) {
      const words = many(left, "Une note attend", "# notes attendent");
      const back = `/compte/login/?next=${encodeURIComponent(location.pathname)}`;
      say("warning", `${words} sur ce téléphone : reconnectez-vous pour l’envoi. `, link("Se connecter", back));
    } else if (told.cut) {
      say("warning", many(left, KEPT, "# notes sont enregistrées sur ce téléphone et seront envoyées dès le retour du réseau."));
    } else if (told.sent) {
      const words = many(told.sent, "Le réseau est revenu : votre note est envoyée. ", "Le réseau est revenu : vos # notes sont envoyées. ");
      say("success", words, link("La voir", where));
    }
  }

  async function tellRefused() {
    const refused = (await everything()).find((record) => record.refused);
    if (!refused || document.getElementById("brouillons")) return;
    if (location.pathname === refused.page) {
      await forget(refused.id);
      return;
    }
    say("danger", "Une note gardée sur ce téléphone n’a pas pu être enregistrée. ", link("La corriger", refused.page));
  }

  // ------------------------------------------------------------ typing
  function refill(form, fields) {
    const typed = new Map();
    fields.forEach(([name, value]) => {
      if (typeof value === "string") typed.set(name, [...(typed.get(name) || []), value]);
    });
    for (const control of form.elements) {
      if (!control.name || control.name === "csrfmiddlewaretoken" || control.type === "file") continue;
      const values = typed.get(control.name) || [];
      if (control.type === "checkbox" || control.type === "radio") {
        control.checked = values.includes(control.value);
        const fold = control.checked && control.closest("details");
        if (fold) fold.open = true;
      } else if (control.options) {
        [...control.options].forEach((option) => (option.selected = values.includes(option.value)));
      } else if (values.length && control.type !== "submit" && control.type !== "button") {
        control.value = values[0];
      }
    }
  }

  async function takeUp(form) {
    const record = await read(typedId(form));
    if (!record) return;
    refill(form, record.fields);
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn-sm";
    drop.textContent = "Effacer ce brouillon";
    drop.addEventListener("click", async () => {
      await forget(record.id);
      location.reload();
    });
    say("info", "Nous avons repris ce que vous aviez commencé à écrire sur cet appareil. ", drop);
  }

  let timer = 0;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep-draft]");
    if (!form) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const fields = fieldsOf(form).filter(([, value]) => typeof value === "string");
      put({ id: typedId(form), fields, at: Date.now() }).catch(() => {});
    }, 600);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-keep-draft]");
    if (!form || event.defaultPrevented || !sending(form)) return;
    event.preventDefault();
    clearTimeout(timer);
    submit(form, event.submitter).catch(() => form.submit()); // a browser that keeps nothing
  });

  // ------------------------------------------------------------ a page kept for want of network
  // It was made before: its sending has perhaps been used, and its day is no longer today.
  const localDay = (at) => {
    const day = new Date(at);
    return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  };

  function renew(form, keptAt) {
    if (sending(form)) sending(form).value = crypto.randomUUID();
    for (const control of form.elements) {
      if (control.type === "date" && control.value === localDay(keptAt)) control.value = localDay(Date.now());
    }
  }

  // The worker keeps this page as it is now; see core/static/core/offline.js.
  async function keepPage(form) {
    if (!("serviceWorker" in navigator) || document.documentElement.dataset.kept) return;
    await navigator.serviceWorker.register("/_ui/hors-ligne.js", { scope: "/" });
    const { active } = await navigator.serviceWorker.ready;
    const marks = [...document.querySelectorAll("link[rel=stylesheet], script[src], link[rel=icon]")];
    const assets = marks.map((mark) => mark.href || mark.src);
    active.postMessage({ path: location.pathname, title: form.dataset.offline, assets });
  }

  async function start() {
    const keptAt = Number(document.documentElement.dataset.kept || 0);
    if (keptAt) {
      document.querySelectorAll("form[data-keep-draft]").forEach((form) => renew(form, keptAt));
      say("warning", "Pas de réseau : cette page est celle que cet appareil a gardée. Écrivez, tout partira à son retour.");
    }
    const offline = document.querySelector("form[data-offline]");
    if (offline) keepPage(offline).catch(() => {}); // a browser without workers, or one that is full
    const old = Date.now() - KEPT_DAYS * 86400000;
    for (const record of await everything()) if (record.at < old) await forget(record.id);
    for (const form of document.querySelectorAll("form[data-keep-draft]")) await takeUp(form);
    await sendKept();
    await tellRefused();
  }

  window.addEventListener("online", () => sendKept().catch(() => {}));
  start().catch(() => {});
})();
