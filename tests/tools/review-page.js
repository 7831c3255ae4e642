// Does on the page of a review what a reader does, in the DOM of jsdom, and writes what became of it as one line of JSON.
//
// usage: node review-page.js PAGE [--answers FILE] [--kept FILE] [--tick UNIT:ID]... [--say UNIT:ID=WORDS]... [--name NAME] [--save FILE]
//   --kept: what this browser kept of an earlier visit; --answers: a file that is opened; --save: where the saved file goes
'use strict';

const fs = require('fs');
const { JSDOM, VirtualConsole } = require('jsdom');

const [page, ...words] = process.argv.slice(2);
const options = { '--tick': [], '--say': [] };
for (let i = 0; i < words.length; i += 2) {
  if (Array.isArray(options[words[i]])) {
    options[words[i]].push(words[i + 1]);
  } else {
    options[words[i]] = words[i + 1];
  }
}

const problems = [];
const asked = [];
let saved = null;
const virtualConsole = new VirtualConsole();
virtualConsole.on('jsdomError', error => {
  if (!/navigation/.test(error.message)) { // jsdom follows no link, not even one that saves
    problems.push(error.message);
  }
});

const dom = new JSDOM(fs.readFileSync(page), {
  url: 'https://review.test/',
  contentType: 'text/html; charset=utf-8',
  runScripts: 'dangerously',
  virtualConsole,
  beforeParse(window) {
    if (options['--kept']) {
      const kept = fs.readFileSync(options['--kept'], 'utf8');
      const { package: id, language } = JSON.parse(kept);
      window.localStorage.setItem(`zugang-review ${id} ${language}`, kept);
    }
    // What jsdom lacks of a browser.
    window.Blob.prototype.text = function () {
      return new Promise((done, failed) => {
        const reader = new window.FileReader();
        reader.onload = () => done(reader.result);
        reader.onerror = failed;
        reader.readAsText(this);
      });
    };
    window.URL.createObjectURL = blob => { saved = blob; return 'blob:review'; };
    window.URL.revokeObjectURL = () => {};
    window.Element.prototype.scrollIntoView = function () { asked.push(this.dataset.id); };
    window.fetch = url => { asked.push(String(url)); };
  },
});
const { window } = dom;
const { document } = window;

function find(name) {
  const [unit, id] = [name.slice(0, name.lastIndexOf(':')), name.slice(name.lastIndexOf(':') + 1)];
  const row = [...document.querySelectorAll('.row')].find(each => each.dataset.unit === unit && each.dataset.id === id);
  if (!row) {
    throw new Error(`there is no text ${name}`);
  }
  return row;
}

async function visit() {
  for (const name of options['--tick']) {
    find(name).querySelector('input').click();
  }
  for (const said of options['--say']) {
    const area = find(said.slice(0, said.indexOf('='))).querySelector('textarea');
    area.value = said.slice(said.indexOf('=') + 1);
    area.dispatchEvent(new window.Event('input', { bubbles: true }));
  }
  if (options['--name']) {
    document.getElementById('reviewer').value = options['--name'];
    document.getElementById('reviewer').dispatchEvent(new window.Event('input', { bubbles: true }));
  }
  if (options['--answers']) {
    const file = new window.File([fs.readFileSync(options['--answers'])], 'review.json');
    const input = document.getElementById('open');
    Object.defineProperty(input, 'files', { value: [file] });
    Object.defineProperty(input, 'value', { value: '', writable: true });
    input.dispatchEvent(new window.Event('change', { bubbles: true }));
    await new Promise(done => setTimeout(done, 0));
    while (!document.getElementById('message').textContent && !document.querySelector('.row.right')) {
      await new Promise(done => setTimeout(done, 5));
    }
  }
  document.getElementById('next').click();
  if (options['--save']) {
    document.getElementById('save').click();
    fs.writeFileSync(options['--save'], await saved.text());
  }
  const rows = [...document.querySelectorAll('.row')];
  console.log(JSON.stringify({
    problems,
    asked,
    outside: [...document.querySelectorAll('[src], link, img, iframe, script[src]')].map(each => each.outerHTML),
    policy: document.querySelector('meta[http-equiv]').content,
    title: document.querySelector('h1').textContent,
    count: document.getElementById('count').textContent,
    message: document.getElementById('message').textContent,
    kept: window.localStorage.length,
    rows: rows.map(row => ({
      unit: row.dataset.unit,
      id: row.dataset.id,
      original: row.querySelector('.text').textContent,
      language: row.querySelector('.translation').lang,
      direction: row.querySelector('.translation').dir,
      text: row.querySelector('.translation').textContent,
      terms: [...row.querySelectorAll('.translation bdi')].map(each => each.textContent),
      right: row.querySelector('input').checked,
      open: !row.querySelector('input').disabled,
      comment: row.querySelector('textarea').value,
    })),
  }));
  window.close();
}

visit().catch(error => {
  console.error(error.message);
  process.exit(1);
});
