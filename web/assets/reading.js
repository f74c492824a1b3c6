// "Nhập văn bản" with JavaScript: files are dropped, each is sent by itself and
// says how far it is; the queue looks again while texts are being read; from a
// fact to its folded place. Without it the form sends all files at once.

const element = (name, text, cls) => {
  const e = document.createElement(name);
  if (text) e.textContent = text;
  if (cls) e.className = cls;
  return e;
};

for (const form of document.querySelectorAll("form[data-drop]")) drop(form);

function drop(form) {
  const input = form.querySelector("input[type='file']");
  const place = form.querySelector(".drop");
  const status = form.querySelector("[data-progress]");
  const list = form.querySelector("[data-files]");
  const queue = [];
  let all = 0;
  let done = 0;
  let running = false;

  for (const kind of ["dragover", "dragenter"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      place.dataset.over = "1";
    });
  }
  form.addEventListener("dragleave", () => delete place.dataset.over);
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    delete place.dataset.over;
    add(event.dataTransfer.files);
  });
  form.addEventListener("submit", (event) => {
    if (input.files.length === 0) return;
    event.preventDefault();
    add(input.files);
    input.value = "";
  });

  function add(files) {
    for (const file of files) {
      const line = element("li", `${file.name}: `);
      const tag = element("span", form.dataset.waiting, "tag");
      line.append(tag);
      list.append(line);
      queue.push({ file, line, tag });
      all += 1;
    }
    tell();
    run();
  }

  function tell() {
    status.textContent = all === 0 ? "" : form.dataset.told.replace("%{done}", done).replace("%{all}", all);
  }

  async function run() {
    if (running) return;
    running = true;
    // One after the other: the server opens few at a time anyway.
    for (let next = queue.shift(); next; next = queue.shift()) {
      await send(next);
      done += 1;
      tell();
    }
    running = false;
    look();
  }

  function send({ file, line, tag }) {
    const body = new FormData();
    body.append("_token", form.elements._token.value);
    body.append("file", file, file.name);
    return new Promise((resolve) => {
      // fetch cannot say how much is sent.
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) tag.textContent = `${form.dataset.sending} ${Math.round((100 * event.loaded) / event.total)} %`;
      });
      const end = (text, kind, href) => {
        tag.textContent = text;
        tag.className = `tag tag--${kind}`;
        if (href) {
          const link = element("a", file.name);
          link.href = href;
          line.replaceChildren(link, ": ", tag);
        }
        resolve();
      };
      request.addEventListener("load", () => {
        let told = null;
        try {
          told = JSON.parse(request.responseText);
        } catch { /* not ours: a proxy's page */ }
        if (request.status === 200 && told?.[0]) end(told[0].text, told[0].tag, told[0].href);
        else end(told?.message ?? form.dataset.cutOff, "late");
      });
      request.addEventListener("error", () => end(form.dataset.cutOff, "late"));
      request.send(body);
    });
  }
}

// The queue is fetched again as a page and its part put in place, so that there
// is one template and nothing to keep equal.
let timer = 0;
async function look() {
  clearTimeout(timer);
  const here = document.querySelector("#hang-cho");
  if (!here) return;
  // Who reads or tabs through the table is not disturbed.
  if (!here.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#hang-cho");
      if (answer.ok && fresh) {
        here.replaceChildren(...fresh.childNodes);
        here.toggleAttribute("data-busy", fresh.hasAttribute("data-busy"));
      }
    } catch { /* offline: the page stays as it is */ }
  }
  if (here.hasAttribute("data-busy")) timer = setTimeout(look, 2000);
}
if (document.querySelector("#hang-cho[data-busy]")) timer = setTimeout(look, 2000);

// A place or a fact inside folded parts unfolds when it is gone to.
function unfold() {
  const goal = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = goal; at; at = at.parentElement?.closest("details")) if (at.tagName === "DETAILS") at.open = true;
}
addEventListener("hashchange", unfold);
unfold();
