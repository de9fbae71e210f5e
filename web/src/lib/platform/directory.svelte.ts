import type { Person, Post, Role, Unit } from '@wenshu/domain/access/model.ts';
import { LiveQuery, orderBy } from './live.svelte.ts';

/** Whether an entry answers typed text: by name, staff number, full pinyin or its initials. */
export function matchesPerson(person: Person, typed: string): boolean {
	const text = typed.trim().toLowerCase();
	return (
		text === '' ||
		person.name.toLowerCase().includes(text) ||
		person.staffNumber.toLowerCase().includes(text) ||
		person.pinyin.replaceAll(' ', '').includes(text.replaceAll(' ', '')) ||
		person.initials.includes(text)
	);
}

/** The bureau: everybody and every unit, post and role, live and looked up by id. */
class Directory {
	#people = new LiveQuery<Person>('people', [orderBy('order')]);
	#units = new LiveQuery<Unit>('units', [orderBy('order')]);
	#posts = new LiveQuery<Post>('posts', [orderBy('order')]);
	#roles = new LiveQuery<Role>('roles', [orderBy('order')]);
	#peopleById = $derived(new Map(this.people.map((person) => [person.uid, person])));
	#unitsById = $derived(new Map(this.units.map((unit) => [unit.id, unit])));
	#postsById = $derived(new Map(this.posts.map((post) => [post.id, post])));
	#rolesById = $derived(new Map(this.roles.map((role) => [role.id, role])));

	/** Everybody, disabled people included, in the bureau's order. */
	get people(): Person[] {
		return this.#people.current ?? [];
	}
	get units(): Unit[] {
		return this.#units.current ?? [];
	}
	get posts(): Post[] {
		return this.#posts.current ?? [];
	}
	get roles(): Role[] {
		return this.#roles.current ?? [];
	}
	get loading(): boolean {
		return this.#people.loading || this.#units.loading || this.#posts.loading;
	}

	person(uid: string): Person | undefined {
		return this.#peopleById.get(uid);
	}
	unit(id: string): Unit | undefined {
		return this.#unitsById.get(id);
	}
	post(id: string): Post | undefined {
		return this.#postsById.get(id);
	}
	role(id: string): Role | undefined {
		return this.#rolesById.get(id);
	}
	/** Name of a person, or their uid while the directory is loading. */
	name(uid: string): string {
		return this.person(uid)?.name ?? uid;
	}
	unitName(id: string): string {
		const unit = this.unit(id);
		return unit ? unit.shortName || unit.name : '';
	}
	childUnits(parentId: string | null): Unit[] {
		return this.units.filter((unit) => unit.parentId === parentId);
	}
	/** Active people whose main unit, or a post's unit, is this one. */
	peopleIn(unitId: string): Person[] {
		return this.people.filter(
			(person) =>
				!person.disabled &&
				(person.unitId === unitId || person.postIds.some((id) => this.post(id)?.unitId === unitId)),
		);
	}
	/** Active people by name, staff number, pinyin or initials. */
	search(typed: string): Person[] {
		return this.people.filter((person) => !person.disabled && matchesPerson(person, typed));
	}
}

/** The directory of the bureau; its queries run only while something on the screen reads it. */
export const directory = new Directory();
