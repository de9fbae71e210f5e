/** BPMN 2.0 (OMG formal/2011-01-03): definitions come from, and go to, the tools of others. */
export { exportBpmn } from './bpmn/export.ts';
export { BPMN_LIMIT, importBpmn, type BpmnRefusal, type Imported } from './bpmn/import.ts';
export type { BpmnProblem } from './bpmn/report.ts';
