import './platform/firebase.ts';

export { act } from './act.ts';
export { files } from './files/files.ts';
export { tick } from './tick.ts';
export { derive } from './derive.ts';
export { search } from './search/search.ts';
export { text } from './text/text.ts';
export { layout } from './documents/layout.ts';
export { templatePage } from './documents/template-page.ts';
export { slip } from './slips/slip.ts';
export { deliver } from './chasing/deliver.ts';
export { seal } from './seals/seal.ts';
