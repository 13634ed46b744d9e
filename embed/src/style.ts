/**
 * The look inside the shadow root. Colors are those of the page around it, so that it fits a light
 * page and a dark one; a page changes them with custom properties on `laurel-wall`:
 *
 *   --laurel-ink      text                    --laurel-sans    typeface of names and dates
 *   --laurel-paper    background              --laurel-serif   typeface of people's words
 *   --laurel-muted    secondary text          --laurel-column  least width of a column
 *   --laurel-line     hairlines               --laurel-star    stars and the mark of a disclosure
 */
export const STYLE = `
:host{display:flow-root;min-height:30rem;background:var(--laurel-paper,none);color:var(--laurel-ink,inherit);font:400 1rem/1.5 var(--laurel-sans,system-ui,sans-serif);text-align:start;letter-spacing:normal;text-transform:none;--muted:var(--laurel-muted,color-mix(in srgb,currentcolor 78%,transparent));--star:var(--laurel-star,#b07d26)}
:host([hidden]){display:none}
.light{--laurel-ink:#1b1f1d;--laurel-paper:#fbfaf7;--star:#b07d26}
.dark{--laurel-ink:#eceeea;--laurel-paper:#161917;--star:#d7a548}
.root{container-type:inline-size;display:flex;flex-direction:column;gap:1rem;height:100%;box-sizing:border-box;background:var(--laurel-paper,none);color:var(--laurel-ink,inherit)}
.light,.dark{padding:1rem}
h2,p,figure,blockquote{margin:0;overflow-wrap:anywhere}
h2{font:400 1.44rem/1.2 var(--laurel-serif,ui-serif,"Iowan Old Style",Palatino,Georgia,serif)}
.cards{flex:1;min-height:0;overflow:hidden;columns:var(--laurel-column,18rem);column-gap:2.5rem}
figure{break-inside:avoid;padding:1rem 0 1.5rem;border-top:1px solid var(--laurel-line,color-mix(in srgb,currentcolor 30%,transparent))}
blockquote{margin:.5rem 0;font:400 1.125rem/1.5 var(--laurel-serif,ui-serif,"Iowan Old Style",Palatino,Georgia,serif);white-space:pre-line}
.list{columns:1;max-width:38rem}
.list figure{break-inside:auto}
.list.cut{mask-image:linear-gradient(#000 calc(100% - 3rem),transparent)}
@container (max-width:39rem){figure{break-inside:auto}.cut{mask-image:linear-gradient(#000 calc(100% - 3rem),transparent)}}
p,figcaption,a{font-size:.875rem}
h2+p{margin-top:.25rem}
figcaption div{color:var(--muted)}
b{display:block;font-size:1rem}
.stars{color:var(--star);letter-spacing:.1em}
.disclosure{margin-top:.25rem;padding-inline-start:.6rem;border-inline-start:2px solid var(--star)}
.end{display:flex;justify-content:space-between;align-items:center;gap:1.5rem}
a{color:inherit}
button{visibility:hidden;flex:none;min-height:2.5rem;padding:0 1rem;border:1px solid;border-radius:6px;background:none;color:inherit;font:inherit;cursor:pointer}
.cut+.end button{visibility:visible}
:focus-visible{outline:2px solid;outline-offset:2px}`;
