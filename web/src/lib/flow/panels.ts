/** The panels beside a document: 办理, 流程, 批注, 附件, 检查, 分发. */
export type PanelName = 'act' | 'flow' | 'notes' | 'files' | 'check' | 'distribution';
