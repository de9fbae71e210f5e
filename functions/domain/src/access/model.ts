import { z } from 'zod';
import { isPermission, type Permission } from './permissions.ts';

/** An id that may stand in a Firestore path: no slash, no dots alone, at most 128 characters. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);
const nameSchema = z.string().trim().min(1).max(60);
const permissionSchema = z.custom<Permission>((id) => typeof id === 'string' && isPermission(id));

/** A unit (机构) in the tree of units. `path` lists the ancestors from the root down to the unit itself. */
export const unitSchema = z.object({
	id: idSchema,
	name: nameSchema,
	shortName: nameSchema,
	kind: z.enum(['bureau', 'leaders', 'department', 'center']),
	parentId: idSchema.nullable(),
	path: z.array(idSchema).max(12),
	/** Three letters used in archive numbers (DA/T 22-2015, 5.4.2). */
	code: z.string().regex(/^[A-Z]{2,4}$/),
	order: z.number().int(),
	/** Posts whose holders lead this unit and what is below it from above (分管领导). */
	overseers: z.array(idSchema).max(5).optional(),
});
export type Unit = z.infer<typeof unitSchema>;

/** A post (岗位) in a unit; permissions and roles are given to posts. */
export const postSchema = z.object({
	id: idSchema,
	name: nameSchema,
	unitId: idSchema,
	/** Whether its holder heads the unit: 部门负责人. */
	isHead: z.boolean(),
	/** Order of opinions and lists: the smaller, the higher the post. */
	rank: z.number().int().min(0).max(999),
	roleIds: z.array(idSchema).max(20),
	permissions: z.array(permissionSchema).max(200),
	order: z.number().int(),
});
export type Post = z.infer<typeof postSchema>;

/** A role (角色): a named set of permissions that posts carry and flows name as handlers. */
export const roleSchema = z.object({
	id: idSchema,
	name: nameSchema,
	permissions: z.array(permissionSchema).max(200),
	order: z.number().int(),
});
export type Role = z.infer<typeof roleSchema>;

/** A person (人员) in the public directory. The first post is the main one. */
export const personSchema = z.object({
	uid: idSchema,
	name: z.string().trim().min(1).max(40),
	staffNumber: z.string().regex(/^[A-Za-z0-9-]{2,20}$/),
	email: z.email().max(120),
	phone: z.string().regex(/^[0-9+ -]{0,20}$/),
	title: z.string().trim().max(40),
	unitId: idSchema,
	postIds: z.array(idSchema).min(1).max(10),
	/** Full pinyin and initials in lower case, written with the record for search. */
	pinyin: z.string().max(200),
	initials: z.string().max(40),
	disabled: z.boolean(),
	order: z.number().int(),
});
export type Person = z.infer<typeof personSchema>;

/** What rules and screens ask about one person; computed from posts and roles by a function, never typed in. */
export const accessSchema = z.object({
	uid: idSchema,
	name: z.string(),
	disabled: z.boolean(),
	/** Seconds since 1970; sessions that signed in before are refused. */
	minAuthTime: z.number().int(),
	/** Present while the password is one that an administrator handed out. */
	mustChangePassword: z.boolean().optional(),
	permissions: z.record(z.string(), z.literal(true)),
	/** Units of the posts held. */
	unitIds: z.array(idSchema),
	/** Those units and all above them. */
	unitPath: z.array(idSchema),
	headOf: z.array(idSchema),
	postIds: z.array(idSchema),
	roleIds: z.array(idSchema),
});
export type Access = z.infer<typeof accessSchema>;
