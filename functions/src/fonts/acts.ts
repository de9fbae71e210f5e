import { grant, refuse } from '@wenshu/domain/core/decision.ts';
import { fontInputs, type OfficeFont } from '@wenshu/domain/fonts/model.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import { blobs } from '../files/blobs.ts';
import { defineAct } from '../platform/act.ts';
import { db } from '../platform/firebase.ts';
import { inspectFont } from './inspect.ts';

/** Acts on the office's own fonts (字体, SYS-7); the target is the uploaded file. */
export const fontActs = [
	defineAct({
		type: 'font/add',
		permission: 'font.manage',
		input: fontInputs.add,
		async run({ work, act, actor, now, input }) {
			const file = await work.get<StoredFile>(`files/${act.target}`);
			if (file?.state !== 'stored' || file.owner.kind !== 'font' || file.uploadedBy !== actor.uid)
				return refuse('font/missing');
			const facts = await inspectFont(await blobs.read(file.id), file.name);
			if (!facts.ok) return facts;
			const same = await db.collection('fonts').where('sha256', '==', facts.value.sha256).get();
			if (!same.empty) return refuse('font/taken', { name: facts.value.name });
			const font: OfficeFont = {
				...facts.value,
				id: file.id,
				face: input.face,
				fileName: file.name,
				enabled: true,
				licence: input.licence,
				addedBy: actor.uid,
				addedByName: actor.person.name,
				addedAt: now,
			};
			work.create(`fonts/${font.id}`, font);
			return grant({ name: font.name, family: font.family, gb2312: font.gb2312 });
		},
	}),
	defineAct({
		type: 'font/enable',
		permission: 'font.manage',
		input: fontInputs.enable,
		async run({ work, act, input }) {
			const font = await work.get<OfficeFont>(`fonts/${act.target}`);
			if (font === null) return refuse('font/gone');
			work.put(`fonts/${font.id}`, { ...font, enabled: input.enabled });
			return grant({ name: font.name, enabled: input.enabled });
		},
	}),
	defineAct({
		type: 'font/remove',
		permission: 'font.manage',
		input: fontInputs.remove,
		async run({ work, act }) {
			const font = await work.get<OfficeFont>(`fonts/${act.target}`);
			if (font === null) return refuse('font/gone');
			work.delete(`fonts/${font.id}`);
			work.delete(`files/${font.id}`);
			return grant({ name: font.name });
		},
		// The bytes go once nothing names them any more.
		async after(act) {
			await blobs.remove(act.target);
			return undefined;
		},
	}),
];
