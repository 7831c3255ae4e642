#pragma once

#include <string_view>

/// What the page of a review is made of besides its texts.
namespace zugang::content::tool {

inline constexpr std::string_view review_style = R"(
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f5f7; color: #14202b; }
header { position: sticky; top: 0; z-index: 1; background: #fff; border-bottom: 1px solid #c6ccd3; padding: .6rem 1rem; }
header h1 { font-size: 1.15rem; margin: 0 0 .4rem; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
progress { width: 14rem; height: 1rem; accent-color: #1d6f42; }
button, .button { font: inherit; padding: .35rem .8rem; border: 1px solid #45566a; border-radius: .4rem; background: #fff; color: inherit; cursor: pointer; }
button.main { background: #12508c; border-color: #12508c; color: #fff; }
main, nav, .how { max-width: 84rem; margin: 1rem auto; padding: 0 1rem; }
nav ul { columns: 20rem; padding: 0; list-style: none; }
nav a { color: #12508c; } nav .done { color: #1d6f42; font-weight: 600; }
section { background: #fff; border: 1px solid #d5dae0; border-radius: .5rem; margin: 1.5rem 0; padding: .5rem 1rem 1rem; }
section h2 { font-size: 1.15rem; scroll-margin-top: 8rem; }
.row { display: grid; grid-template-columns: 1fr 1fr 17rem; gap: 1rem; padding: .6rem 0; border-top: 1px solid #e3e7eb; scroll-margin-top: 8rem; }
.row.right { background: #eef7f0; }
.open-only .row.right { display: none; }
.heading .text, .title .text { font-weight: 700; font-size: 1.1rem; }
.note .text { border: 1px solid #c9a227; border-radius: .4rem; padding: .3rem .6rem; }
.step .text, .item .text { padding-inline-start: 1.4rem; }
.mark { display: inline-block; min-width: 1.4rem; margin-inline-start: -1.4rem; }
.term { background: #e7f0fa; border-radius: .2rem; } .token { background: #f3ecd2; border-radius: .2rem; }
.answer label { display: flex; gap: .5rem; align-items: center; font-weight: 600; }
.answer input { width: 1.4rem; height: 1.4rem; }
textarea { width: 100%; min-height: 2.4rem; font: inherit; margin-top: .3rem; }
.warn { color: #8a3b00; font-weight: 600; }
#message:empty { display: none; }
@media (max-width: 60rem) { .row { grid-template-columns: 1fr; gap: .3rem; } }
)";

inline constexpr std::string_view review_program = R"('use strict';
(() => {
  const data = JSON.parse(document.getElementById('review').textContent);
  const rows = [...document.querySelectorAll('.row')];
  const key = 'zugang-review ' + data.package + ' ' + data.language;
  const message = document.getElementById('message');
  const reviewer = document.getElementById('reviewer');
  const tick = row => row.querySelector('input');
  const words = row => row.querySelector('textarea');
  const by = new Map(rows.map(row => [row.dataset.unit + '\n' + row.dataset.id, row]));

  // What is ticked or said, and of which texts.
  function answers() {
    const texts = {};
    for (const row of rows) {
      const right = tick(row).checked, comment = words(row).value.trim();
      if (right || comment) {
        (texts[row.dataset.unit] ??= {})[row.dataset.id] =
          { original: row.dataset.original, text: row.dataset.text, right, comment };
      }
    }
    return { format: data.format, version: data.version, package: data.package, language: data.language,
             reviewer: reviewer.value.trim(), texts };
  }

  function count() {
    const done = {}, all = {};
    for (const row of rows) {
      const unit = row.dataset.unit, right = tick(row).checked;
      row.classList.toggle('right', right);
      all[unit] = (all[unit] ?? 0) + 1;
      done[unit] = (done[unit] ?? 0) + (right ? 1 : 0);
    }
    let sum = 0;
    for (const place of document.querySelectorAll('[data-count]')) {
      const unit = place.dataset.count;
      place.textContent = (done[unit] ?? 0) + ' von ' + (all[unit] ?? 0);
      place.classList.toggle('done', all[unit] > 0 && done[unit] === all[unit]);
      sum += done[unit] ?? 0;
    }
    const bar = document.getElementById('bar');
    bar.max = rows.length;
    bar.value = sum;
    document.getElementById('count').textContent = sum + ' von ' + rows.length + ' Texten sind richtig';
  }

  function save() {
    count();
    try {
      localStorage.setItem(key, JSON.stringify(answers()));
    } catch {
      message.textContent = 'Dieser Browser merkt sich nichts. Speichern Sie die Datei, bevor Sie die Seite schließen.';
    }
  }

  // A tick is for the texts that were read; a comment stays.
  function take(kept) {
    if (kept.reviewer) {
      reviewer.value = kept.reviewer;
    }
    let other = 0;
    for (const [unit, texts] of Object.entries(kept.texts ?? {})) {
      for (const [id, answer] of Object.entries(texts)) {
        const row = by.get(unit + '\n' + id);
        const same = row && row.dataset.original === answer.original && row.dataset.text === answer.text;
        if (row && answer.comment) {
          words(row).value = answer.comment;
        }
        if (same && !tick(row).disabled) {
          tick(row).checked = answer.right === true;
        } else if (answer.right) {
          ++other;
        }
      }
    }
    return other;
  }

  function is_ours(kept) {
    return kept && kept.format === data.format && kept.package === data.package && kept.language === data.language;
  }

  function tell(other) {
    message.textContent = other > 0 ? other + ' Texte sind seit dem letzten Mal anders. Bitte lesen Sie diese noch einmal.' : '';
  }

  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (is_ours(kept)) {
      tell(take(kept));
    }
  } catch { /* nothing was kept */ }
  count();

  document.addEventListener('input', event => {
    if (event.target !== document.getElementById('open')) {
      save();
    }
  });
  document.getElementById('save').addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(answers(), null, 1) + '\n'], { type: 'application/json' }));
    link.download = 'review-' + data.package.replaceAll('/', '-') + '-' + data.language + '.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  document.getElementById('open').addEventListener('change', async event => {
    try {
      const kept = JSON.parse(await event.target.files[0].text());
      if (is_ours(kept)) {
        tell(take(kept));
        save();
      } else {
        message.textContent = 'Diese Datei gehört nicht zu dieser Seite.';
      }
    } catch {
      message.textContent = 'Diese Datei kann nicht gelesen werden.';
    }
    event.target.value = '';
  });
  document.getElementById('next').addEventListener('click', () => {
    const top = document.querySelector('header').getBoundingClientRect().bottom;
    const open = rows.filter(row => !tick(row).checked && !tick(row).disabled);
    const row = open.find(each => each.getBoundingClientRect().top > top + 4) ?? open[0];
    row?.scrollIntoView({ block: 'start' });
  });
  document.getElementById('only').addEventListener('change', event =>
    document.body.classList.toggle('open-only', event.target.checked));
})();
)";

} // namespace zugang::content::tool
