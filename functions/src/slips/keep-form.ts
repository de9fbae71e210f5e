import type { FormRecord } from '@wenshu/domain/slip/model.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** Keeps the form of a case as it is handed over, so that it can be printed as it was at each step. */
export function keepForm(work: UnitOfWork, caseId: string, form: FormRecord): void {
	const seq = String(form.seq).padStart(6, '0');
	work.create(`instances/${caseId}/forms/${seq}`, form);
}
