import type { AnyModule } from '../records/module.ts';
import { bulletin } from './bulletin/index.ts';
import { vehicle } from './vehicle/index.ts';

/** Every business module, in the order of the menu. A new module is its folder and one line here. */
const registered = [bulletin, vehicle] as const;

type Registered = (typeof registered)[number];

/** Id of a registered module. */
export type ModuleId = Registered['id'];

type PermissionsOf<M> = M extends { id: infer Id extends string; permissions: infer P }
	? `${Id}.${keyof P & ('read' | 'write' | 'confidential')}`
	: never;

/** Permission that a registered module brings. */
export type ModulePermission = PermissionsOf<Registered>;

/** The registry as read at run time. */
export const modules: readonly AnyModule[] = registered as unknown as readonly AnyModule[];

const byId = new Map(modules.map((module) => [module.id, module]));

/** A module by its id; undefined when there is none. */
export function moduleById(id: string): AnyModule | undefined {
	return byId.get(id);
}
