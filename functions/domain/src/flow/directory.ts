/** What the engine asks about the organisation; built from the directory by functions and web alike. */
export interface Directory {
	/** People holding any of these posts, in order of rank. */
	holdersOfPosts(postIds: readonly string[]): string[];
	/** People whose posts carry a role; with a unit, in posts of that unit or below it. */
	holdersOfRole(roleId: string, unitId?: string): string[];
	/** Heads of a unit; where it has none, of the nearest unit above that has. */
	headsOfUnit(unitId: string): string[];
	/** Leaders in charge (分管领导) of a unit; where it names none, of the nearest unit above that does. */
	overseersOf(unitId: string): string[];
	/**
	 * Whom a person reports to: heads of the own unit; for a head the leaders in charge of it, and else the
	 * heads of the nearest unit above.
	 */
	superiorsOf(uid: string): string[];
	/** Those to whom a step falls that nobody can be found for. */
	administrators(): string[];
	/** Everybody who may be chosen. */
	everybody(): string[];
	/** Whether the person exists and is not disabled. */
	isActive(uid: string): boolean;
	nameOf(uid: string): string;
}

/** The organisation in the shape the directory needs. */
export interface DirectorySource {
	people: readonly {
		uid: string;
		name: string;
		unitId: string;
		postIds: readonly string[];
		disabled: boolean;
		order: number;
	}[];
	posts: readonly {
		id: string;
		unitId: string;
		isHead: boolean;
		rank: number;
		roleIds: readonly string[];
	}[];
	units: readonly {
		id: string;
		path: readonly string[];
		kind?: string;
		overseers?: readonly string[] | undefined;
	}[];
	/** Roles whose holders look after flows (流程监控). */
	monitorRoleIds: readonly string[];
}

/** Builds a directory over an organisation read at one moment. */
export function directoryOf(source: DirectorySource): Directory {
	const people = new Map(source.people.map((person) => [person.uid, person]));
	const posts = new Map(source.posts.map((post) => [post.id, post]));
	const units = new Map(source.units.map((unit) => [unit.id, unit]));
	const active = source.people.filter((person) => !person.disabled);

	function holders(match: (post: DirectorySource['posts'][number]) => boolean): string[] {
		return active
			.map((person) => {
				const ranks = person.postIds.flatMap((id) => {
					const post = posts.get(id);
					return post !== undefined && match(post) ? [post.rank] : [];
				});
				return { person, rank: Math.min(...ranks) };
			})
			.filter(({ rank }) => Number.isFinite(rank))
			.sort((a, b) => a.rank - b.rank || a.person.order - b.person.order)
			.map(({ person }) => person.uid);
	}

	/** Units from this one upwards. */
	const upwards = (unitId: string) => [...(units.get(unitId)?.path ?? [unitId])].reverse();
	/** A bureau is headed by whoever heads its leaders (局领导), which are a unit right below it. */
	const leadersOf = (unitId: string) =>
		source.units.find(({ kind, path }) => kind === 'leaders' && path.at(-2) === unitId)?.id;
	const headsOf = (unitId: string) => {
		const own = holders((post) => post.isHead && post.unitId === unitId);
		const leaders = own.length > 0 ? undefined : leadersOf(unitId);
		return leaders === undefined ? own : holders((post) => post.isHead && post.unitId === leaders);
	};

	const overseersOf = (unitId: string) => {
		const posts = units.get(unitId)?.overseers ?? [];
		return posts.length === 0 ? [] : holders((post) => posts.includes(post.id));
	};

	return {
		holdersOfPosts: (ids) => holders((post) => ids.includes(post.id)),
		holdersOfRole: (id, unitId) =>
			holders(
				(post) =>
					post.roleIds.includes(id) &&
					(unitId === undefined || upwards(post.unitId).includes(unitId)),
			),
		headsOfUnit: (unitId) =>
			upwards(unitId)
				.map(headsOf)
				.find((heads) => heads.length > 0) ?? [],
		overseersOf: (unitId) =>
			upwards(unitId)
				.map(overseersOf)
				.find((leaders) => leaders.length > 0) ?? [],
		superiorsOf(uid) {
			const unitId = people.get(uid)?.unitId;
			if (unitId === undefined) return [];
			const above = upwards(unitId).flatMap((id) => [headsOf(id), overseersOf(id)]);
			const own = above.findLastIndex((leaders) => leaders.includes(uid));
			return above.slice(own + 1).find((leaders) => leaders.length > 0) ?? [];
		},
		administrators: () =>
			holders((post) => post.roleIds.some((id) => source.monitorRoleIds.includes(id))),
		everybody: () => active.map((person) => person.uid),
		isActive: (uid) => people.get(uid)?.disabled === false,
		nameOf: (uid) => people.get(uid)?.name ?? uid,
	};
}

/** Roles whose holders look after flows: a step that nobody can be found for falls to them. */
export function monitorRoles(
	roles: readonly { id: string; permissions: readonly string[] }[],
): string[] {
	return roles.filter((role) => role.permissions.includes('flow.monitor')).map(({ id }) => id);
}
