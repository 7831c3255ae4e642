// What the parser `xliff` sees in a file of XLIFF 2: a line for each text, with tabs between file, unit, "source" or
// "target", and the text. Codes are written as <ID DATA DATA>words</> and <ID DATA/>, DATA as in the file.
//
// usage: node xliff-texts.js FILE
'use strict';

const fs = require('fs');
const { xliff2js } = require('xliff');

function textOf(content) {
  if (Array.isArray(content)) {
    return content.map(textOf).join('');
  }
  if (typeof content === 'string') {
    return content;
  }
  const { Span: span, Standalone: alone } = content;
  if (span) {
    return `<${span.id} ${span.dataRefStart} ${span.dataRefEnd}>${textOf(span.contents)}</>`;
  }
  return `<${alone.id} ${alone.dataRef}/>`;
}

xliff2js(fs.readFileSync(process.argv[2], 'utf8'), (error, document) => {
  if (error) {
    throw error;
  }
  for (const [file, units] of Object.entries(document.resources)) {
    for (const [unit, texts] of Object.entries(units)) {
      for (const side of ['source', 'target'].filter((name) => name in texts)) {
        process.stdout.write(`${file}\t${unit}\t${side}\t${textOf(texts[side])}\n`);
      }
    }
  }
});
