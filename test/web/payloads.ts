/** What an answer may hold to get out of its column: each would set `window.__pwned`, ask for something, or break the page. */

const run = 'window.__pwned=1';
const away = 'http://127.0.0.1:9/leak';

/** Markup, as it is and inside Markdown. */
const markup = [
  `<script>${run}</script>`,
  `</script><script>${run}</script>`,
  `<!--<script>${run}</script>-->`,
  `<img src=x onerror=${run}>`,
  `<img src="${away}">`,
  `<svg onload=${run}>`,
  `<svg><script>${run}</script></svg>`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg' onload='${run}'/>#x"></use></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>parent.${run}</script>"></iframe></foreignObject></svg>`,
  `<iframe src="javascript:parent.${run}"></iframe>`,
  `<iframe src="${away}"></iframe>`,
  `<object data="${away}"></object><embed src="${away}">`,
  `<body onload=${run}>`,
  `<details open ontoggle=${run}>x</details>`,
  `<input autofocus onfocus=${run}>`,
  `<video><source onerror=${run}></video><audio src=x onerror=${run}>`,
  `<style>@import url("${away}"); * { background: url(${away}) }</style>`,
  `<link rel=stylesheet href="${away}"><base href="${away}/">`,
  `<meta http-equiv=refresh content="0;url=${away}">`,
  `<form action="${away}"><input name=q><button autofocus>x</button></form>`,
  `<math><mtext></mtext><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
  `<math><a xlink:href="javascript:${run}">x</a><maction actiontype="statusline#${away}">x</maction></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<template><img src=x onerror=${run}></template>`,
  `<p style="position:fixed;inset:0;background:url(${away})">over all</p>`,
  `<div id="app"></div><div id="overview">{}</div><a id=main name=body>x</a>`,
];

/** Addresses, and Markdown that becomes them. */
const addresses = [
  `[click](javascript:${run})`,
  `[click](JaVaScRiPt:${run})`,
  `[click](java\tscript:${run})`,
  `[click](&#106;avascript:${run})`,
  `[click](data:text/html,<script>${run}</script>)`,
  `[click](vbscript:msgbox)`,
  `[click](${away} "onmouseover=${run}")`,
  `![picture](${away}.png)`,
  `![x](data:image/svg+xml,<svg onload=${run}>)`,
  `![](x "\\" onerror=${run} \\"")`,
  `<javascript:${run}>`,
  `[ref]\n\n[ref]: javascript:${run}`,
  `[x](file:///etc/passwd)`,
];

/** Code, formulas, and things that are long, deep, or not what they look like. */
const forms = [
  `\`\`\`html" onload="${run}\n<script>${run}</script>\n\`\`\``,
  `\`\`\`js\n</code></pre><img src=x onerror=${run}>\n\`\`\``,
  `\`<img src=x onerror=${run}>\``,
  `$\\href{javascript:${run}}{x}$`,
  `$\\url{${away}}$ $\\includegraphics{${away}}$`,
  `$\\text{<img src=x onerror=${run}>}$`,
  `$\\style{background:url(${away})}{x}$ $\\class{head}{x}$ $\\id{app}{x}$`,
  `$$\\def\\a{\\a\\a}\\a$$`,
  `$$\\rule{99999em}{99999em}$$ $\\kern99999em x$`,
  '$$\\frac{1$$ and $\\undefined{x}$',
  `| a | b |\n|---|---|\n| <img src=x onerror=${run}> | [x](javascript:${run}) |`,
  '\u202e\u2066reversed\u2069 zero\u200bwidth \u{e0041}\u{e0042} \u0007 \u001b[31mred\u001b[0m',
  `"}}]</script><script>${run}</script>\u2028${run}\u2029`,
  'W'.repeat(4000),
  `${'> '.repeat(3000)}deep`,
  `${'['.repeat(5000)}x${']'.repeat(5000)}`,
  `${'*a_'.repeat(5000)}`,
  '# '.repeat(10) + 'e\u0301\u0300\u0302'.repeat(2000),
];

export const payloads: readonly string[] = [...markup, ...addresses, ...forms];
