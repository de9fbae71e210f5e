import './platform/firebase.ts';

export { act } from './act.ts';
