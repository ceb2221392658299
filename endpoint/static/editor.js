// Turns the box of a query into an editor with colours and completion; where anything fails, the box stays as it is.
"use strict";
(() => {
  const box = document.querySelector("textarea[data-terms]");
  if (!box || typeof Yasqe === "undefined") return;
  const form = box.form;
  const keys = form.querySelector(".keys");
  let known = { prefixes: {}, terms: [] };

  // The server knows our prefixes without a declaration, and so does the editor.
  Yasqe.defineMode("mithaq", (config) => {
    const mode = Yasqe.getMode(config, "sparql11");
    const start = mode.startState;
    mode.startState = (...given) => {
      const state = start(...given);
      state.prefixes = { ...known.prefixes };
      return state;
    };
    return mode;
  });

  const word = (editor) => {
    const cursor = editor.getDoc().getCursor();
    const before = editor.getDoc().getLine(cursor.line).slice(0, cursor.ch);
    const found = /(?:^|[\s({|/^!;,.])(<[^<>\s]*|[A-Za-z][\w-]*:?(?:[\w-]|\\\/)*)$/.exec(before);
    return found ? found[1] : "";
  };

  const matching = (text) => {
    const low = text.toLowerCase();
    const local = (name) => name.slice(name.indexOf(":") + 1).toLowerCase();
    const prefixes = Object.keys(known.prefixes).filter((name) => `${name}:`.startsWith(low));
    const declared = prefixes.filter((name) => `${name}:` !== low).map((name) => [`${name}:`, "prefix", known.prefixes[name]]);
    const first = known.terms.filter(([name]) => name.toLowerCase().startsWith(low));
    const within = known.terms.filter(([name]) => !name.toLowerCase().startsWith(low) && local(name).startsWith(low));
    return [...declared, ...first, ...within].slice(0, 60);
  };

  Yasqe.defaults.autocompleters = [];
  Yasqe.registerAutocompleter({
    name: "mithaq",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (editor) => {
      const type = editor.getTokenAt(editor.getDoc().getCursor()).type;
      return type !== "comment" && type !== "string" && matching(word(editor)).length > 0 && word(editor).length > 1;
    },
    get: (editor) => matching(word(editor)).map(([name]) => name),
    preProcessToken: (editor, token) => {
      const cursor = editor.getDoc().getCursor();
      return { ...token, from: { ch: cursor.ch - word(editor).length }, to: { ch: cursor.ch } };
    },
    postprocessHints: (_editor, hints) => {
      const said = new Map(known.terms.map(([name, kind, label]) => [name, [kind, label]]));
      return hints.map((hint) => {
        const [kind, label] = said.get(hint.text) || ["prefix", known.prefixes[hint.text.slice(0, -1)] || ""];
        return {
          ...hint,
          render: (element) => {
            const name = document.createElement("bdi");
            name.dir = "ltr";
            name.textContent = hint.text;
            const text = document.createElement("bdi");
            text.className = `means ${kind}`;
            text.textContent = label;
            element.append(name, " ", text);
          },
        };
      });
    },
  });
  Yasqe.registerAutocompleter({ ...Yasqe.Autocompleters.variables, autoShow: false });
  Yasqe.defaults.autocompleters = ["mithaq", "variables"];

  const begin = () => {
    const place = document.createElement("div");
    place.className = "editor";
    place.dir = "ltr";
    place.lang = "en";
    box.before(place);
    const run = () => form.requestSubmit();
    const editor = new Yasqe(place, {
      mode: "mithaq",
      value: box.value,
      createShareableLink: null,
      consumeShareLink: null,
      persistenceId: null,
      showQueryButton: false,
      resizeable: false,
      editorHeight: null,
      viewportMargin: Infinity,
      direction: "ltr",
      extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false, Tab: false, "Shift-Tab": false },
    });
    const field = editor.getInputField();
    field.setAttribute("aria-label", form.querySelector("label[for='editor']").textContent);
    box.hidden = true;
    keys.hidden = false;
    editor.on("change", () => { box.value = editor.getValue(); });
    form.addEventListener("submit", () => { box.value = editor.getValue(); });
    form.querySelector("label[for='editor']").addEventListener("click", () => editor.focus());
    for (const folded of document.querySelectorAll("details.asked")) {
      folded.addEventListener("toggle", () => editor.refresh());
    }
  };

  fetch(box.dataset.terms)
    .then((reply) => reply.json())
    .then((found) => { known = found; })
    .catch(() => {})
    .then(begin);
})();
