import {
	mayInModule,
	type AnyModule,
	type ModulePermissions,
} from '@wenshu/domain/records/module.ts';
import { session } from '../platform/session.svelte.ts';

/** Whether the signed-in person may do something in a module. Only decides what to show. */
export function may(module: AnyModule, kind: keyof ModulePermissions): boolean {
	return mayInModule(session.access?.permissions ?? {}, module, kind);
}
