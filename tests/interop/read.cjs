// Reads a file with N3.js and prints its quads, one JSON array of terms a line: node read.cjs FILE MEDIA-TYPE
"use strict";
const { createReadStream } = require("node:fs");
const { StreamParser } = require("n3");

const [, , file, format] = process.argv;

function plain(term) {
  switch (term.termType) {
    case "NamedNode": return { iri: term.value };
    case "BlankNode": return { blank: term.value };
    case "DefaultGraph": return null;
    default: return { literal: term.value, language: term.language, datatype: term.datatype.value };
  }
}

createReadStream(file)
  .pipe(new StreamParser({ format }))
  .on("data", ({ subject, predicate, object, graph }) => {
    process.stdout.write(JSON.stringify([subject, predicate, object, graph].map(plain)) + "\n");
  })
  .on("error", (error) => {
    process.stderr.write(`${file}: ${error.message}\n`);
    process.exitCode = 1;
  });
