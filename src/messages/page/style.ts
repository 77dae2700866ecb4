/** The look of all pages: light and dark, from a phone's width on. It stands in the page, and is allowed by its digest. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f6f3ec;--card:#fffdf9;--ink:#1d2730;--soft:#515d68;--rule:#ded7c9;--navy:#17324d;--strong:#17324d;--on-navy:#f6f3ec;--link:#1b5a8f;--wash:#efe9dc;--good:#1d6b45;--good-wash:#e2f0e6;--bad:#a32a1f;--bad-wash:#f9e4df;--busy:#7a4f00;--busy-wash:#fbefd5;--radius:10px;--mono:ui-monospace,"SF Mono","Liberation Mono",Menlo,monospace}
@media(prefers-color-scheme:dark){:root{--paper:#10181f;--card:#18222b;--ink:#e9e6de;--soft:#a9b5bf;--rule:#2d3a45;--navy:#0b1218;--strong:#2a5f94;--on-navy:#f0ece2;--link:#8cc1ee;--wash:#212d37;--good:#7fd0a3;--good-wash:#16302a;--bad:#f29a8e;--bad-wash:#3a201f;--busy:#f0c069;--busy-wash:#352b18}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem;background:var(--card);padding:.6rem 1rem;z-index:2}.skip:focus{left:.5rem;top:.5rem}
.top{background:var(--navy);color:var(--on-navy);display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;align-items:center;padding:.6rem 1.2rem}
.top a,.top button{color:var(--on-navy)}.top :focus-visible{outline-color:var(--on-navy)}
.brand{font-weight:700;text-decoration:none}
.top nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;margin:0;padding:0}
.top nav a{display:inline-block;padding:.35rem 0}.top nav a[aria-current]{font-weight:700;text-decoration-thickness:3px}
.who{margin-left:auto;display:flex;gap:.8rem;align-items:center}
main{max-width:72rem;margin:0 auto;padding:1.2rem;display:block}
main:focus{outline:none}
footer{max-width:72rem;margin:0 auto;padding:1rem 1.2rem 3rem;color:var(--soft);font-size:.9rem}
h1{font-size:1.6rem;line-height:1.25;margin:.4rem 0 .6rem}h2{font-size:1.2rem;margin:1.8rem 0 .6rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}
p{margin:.4rem 0}
.soft{color:var(--soft)}
code{font-family:var(--mono);font-size:.9em;background:var(--wash);padding:.1rem .3rem;border-radius:.3rem}
.card{background:var(--card);border:1px solid var(--rule);border-radius:var(--radius);padding:.8rem 1rem;margin:.8rem 0}
.tag{display:inline-block;border-radius:1rem;padding:.1rem .7rem;font-size:.85rem;font-weight:600;background:var(--wash)}
.good{background:var(--good-wash);color:var(--good)}.bad{background:var(--bad-wash);color:var(--bad)}.busy{background:var(--busy-wash);color:var(--busy)}
.notice{border-left:5px solid currentColor;padding:.6rem 1rem;border-radius:.3rem;margin:.8rem 0}
.rows{list-style:none;margin:0;padding:0}
.rows>li{background:var(--card);border:1px solid var(--rule);border-radius:var(--radius);padding:.7rem 1rem;margin:.5rem 0}
.rows a.name{font-weight:700}
.phases{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:.8rem 0}
.phases li{padding:.25rem .8rem;border-radius:1rem;background:var(--wash)}
.phases li[aria-current]{background:var(--strong);color:var(--on-navy);font-weight:600}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--rule);border-radius:var(--radius)}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;padding:.5rem .8rem;color:var(--soft)}
th,td{text-align:left;vertical-align:top;padding:.5rem .8rem;border-top:1px solid var(--rule)}thead th{border-top:0;white-space:nowrap}
.scroll th,.scroll td{overflow-wrap:break-word;max-width:28rem}.scroll td:nth-child(2){min-width:9rem}
.timeline{list-style:none;margin:0;padding:0 0 0 1rem;border-left:3px solid var(--rule)}
.timeline li{margin:.7rem 0}.timeline time{display:block;font-size:.85rem;color:var(--soft)}
form.line{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin:.6rem 0}
label{display:block;font-size:.9rem;font-weight:600}
input,select,button,textarea{font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:.4rem;padding:.45rem .7rem;max-width:100%;min-height:2.6rem}
button{font-weight:600;cursor:pointer}
button.main{background:var(--strong);color:var(--on-navy);border-color:var(--strong)}
.quiet{background:none;border:0;text-decoration:underline;padding:.3rem}
.choices{display:flex;flex-wrap:wrap;gap:.8rem}.choices form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;padding:.7rem;border:1px solid var(--rule);border-radius:var(--radius);background:var(--card)}
figure{margin:.8rem 0}figcaption{font-weight:600}
svg.chart{display:block;width:100%;max-width:44rem;height:auto;background:var(--card);border:1px solid var(--rule);border-radius:var(--radius)}
.chart text{fill:var(--soft);font-size:11px}.chart .axis{stroke:var(--rule)}.chart .line{fill:none;stroke:var(--link);stroke-width:2}.chart .before{fill:none;stroke:var(--soft);stroke-width:2;stroke-dasharray:5 4}.chart .dot{fill:var(--link)}.chart .bar{fill:var(--link)}.chart .limit{stroke:var(--bad);stroke-dasharray:2 3}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.6rem 0}dl.facts dt{color:var(--soft)}dl.facts dd{margin:0}
.next{margin:1rem 0}
@media(max-width:40rem){main{padding:.8rem}.who{margin-left:0}dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:.4rem}}
`
