import { approvalSubject } from '../approvals/subject.ts';
import { documentSubject } from '../documents/subject.ts';
import type { Subject } from './subject.ts';

/** What cases of a module are about: official documents, or a form that a flow declares. */
export function subjectOf(module: string): Subject {
	return module === 'document' ? documentSubject : approvalSubject;
}
