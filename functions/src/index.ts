import './platform/firebase.ts';

export { act } from './act.ts';
export { files } from './files/files.ts';
export { tick } from './tick.ts';
