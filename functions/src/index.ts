import './platform/firebase.ts';

export { act } from './act.ts';
export { files } from './files/files.ts';
export { tick } from './tick.ts';
export { index } from './search/index-document.ts';
export { search } from './search/search.ts';
export { layout } from './documents/layout.ts';
export { seal } from './seals/apply.ts';
