import { headersFor } from './frame.ts'

/** Dark on light at more than 7 to 1, targets of 44 pixels, and a ring around whatever has the focus. */
export const style = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#f3f5f8;color:#1b2430;font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
.sheet{max-width:40rem;margin:0 auto;padding:1rem}
nav{display:flex;justify-content:flex-end;gap:1rem;padding:.25rem 0}
nav a,nav span{display:inline-block;padding:.625rem .25rem;min-height:2.75rem}
nav span{font-weight:600}
a{color:#0b4a8f}
main{background:#fff;border:1px solid #d5dbe3;border-radius:.75rem;padding:1.25rem}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .5rem}
p{margin:.5rem 0}
fieldset{border:0;margin:1.75rem 0 0;padding:0;min-width:0}
legend,.ask{font-weight:600;padding:0;display:block}
.note{color:#4a5666;font-size:.9375rem;font-weight:400}
.scale{display:flex;flex-wrap:wrap;gap:.5rem;margin:.625rem 0 .25rem}
.scale label{position:relative;flex:1 1 2.75rem}
.scale input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scale span{display:block;text-align:center;min-height:2.75rem;line-height:2.625rem;border:1px solid #66758a;border-radius:.5rem;background:#fff}
.scale input:checked+span{background:#0b4a8f;border-color:#0b4a8f;color:#fff;font-weight:700}
.scale input:focus-visible+span,button:focus-visible,textarea:focus-visible,a:focus-visible,.faults:focus-visible{outline:3px solid #b35900;outline-offset:2px}
.scale input:hover+span{border-color:#0b4a8f;box-shadow:inset 0 0 0 1px #0b4a8f}
.ends{display:flex;justify-content:space-between;gap:1rem}
.ends span:last-child{text-align:right}
textarea{display:block;width:100%;min-height:7rem;margin:.625rem 0 .25rem;padding:.625rem;font:inherit;color:inherit;border:1px solid #66758a;border-radius:.5rem;background:#fff;resize:vertical}
button{font:inherit;font-weight:600;min-height:3rem;padding:.5rem 1.5rem;border:0;border-radius:.5rem;background:#0b4a8f;color:#fff;cursor:pointer}
button:hover{background:#083a70}
.send{margin:1.75rem 0 .5rem}
.one{margin:1rem 0 0}
.faults{margin:1rem 0 0;padding:.75rem 1rem;border:2px solid #a3121f;border-radius:.5rem}
.faults ul{margin:.25rem 0 0;padding-left:1.25rem}
.wrong{color:#a3121f;font-weight:600}
@media (max-width:30rem){.scale.seven label{flex:0 0 calc((100% - 1.5rem)/4)}.scale.eleven label{flex:0 0 calc((100% - 2.5rem)/6)}}
@media (forced-colors:active){.scale input:checked+span{outline:3px solid Highlight}}
`

export const securityHeaders = headersFor(style)
