import {
	readersOfField,
	restrictedFields,
	type Approval,
	type FormWatch,
	type RestrictedField,
} from '@wenshu/domain/approval/model.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

const pathOf = (id: string, fieldId: string) => `approvals/${id}/restricted/${fieldId}`;

/** A whole form, with the fields that some step hides; null where there is none. */
export async function readApproval(work: UnitOfWork, id: string): Promise<Approval | null> {
	const approval = await work.get<Approval>(`approvals/${id}`);
	if (approval === null) return null;
	const apart = approval.restricted ?? [];
	await work.getAll(apart.map((fieldId) => pathOf(id, fieldId)));
	const fields = { ...approval.fields };
	for (const fieldId of apart) {
		const part = await work.get<RestrictedField>(pathOf(id, fieldId));
		if (part !== null) fields[fieldId] = part.value;
	}
	return { ...approval, fields };
}

/**
 * Writes a whole form. Fields that some step hides lie apart, each readable by those alone whom the flow shows
 * it to: what a step hides must not be found by whoever reads the database.
 */
export async function writeApproval(
	work: UnitOfWork,
	approval: Approval,
	watch: FormWatch,
): Promise<void> {
	const { id } = approval;
	const before = await work.get<Approval>(`approvals/${id}`);
	const restricted = restrictedFields(watch.flow);
	const fields = { ...approval.fields };
	const apart: string[] = [];
	for (const fieldId of restricted) {
		const value = fields[fieldId];
		delete fields[fieldId];
		if (value === undefined) continue;
		apart.push(fieldId);
		const part: RestrictedField = { fieldId, value, readers: readersOfField(watch, fieldId) };
		work.put(pathOf(id, fieldId), part);
	}
	for (const fieldId of before?.restricted ?? [])
		if (!apart.includes(fieldId)) work.delete(pathOf(id, fieldId));
	const stored = { ...approval, fields, restricted: apart };
	if (before === null) work.create(`approvals/${id}`, stored);
	else work.put(`approvals/${id}`, stored);
}

/** Removes a form with all its parts. */
export async function deleteApproval(work: UnitOfWork, id: string): Promise<void> {
	const approval = await work.get<Approval>(`approvals/${id}`);
	for (const fieldId of approval?.restricted ?? []) work.delete(pathOf(id, fieldId));
	work.delete(`approvals/${id}`);
}
