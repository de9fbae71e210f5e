import { SYSTEM } from '@wenshu/domain/flow/scene.ts';
import type { Actor } from '../platform/act.ts';

/** Who acts when nobody does: time, or another case (in the name of its initiator where one begins). */
export function systemActor(uid: string = SYSTEM, name = '系统'): Actor {
	return {
		uid,
		authTime: 0,
		access: {
			uid,
			name,
			disabled: false,
			minAuthTime: 0,
			permissions: {},
			unitIds: [],
			unitPath: [],
			headOf: [],
			postIds: [],
			roleIds: [],
		},
		person: {
			uid,
			name,
			staffNumber: '',
			email: '',
			phone: '',
			title: '',
			unitId: '',
			postIds: [],
			pinyin: '',
			initials: '',
			disabled: false,
			order: 0,
		},
		unitName: '',
		postName: '',
	};
}
