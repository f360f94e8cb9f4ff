/** The people of the problems. */

import type { Draw } from '../draw.ts';

export interface Person {
  name: string;
  he: string;
  He: string;
  his: string;
  His: string;
  him: string;
}

const women = [
  ...['Amara', 'Ines', 'Priya', 'Greta', 'Naomi', 'Leila', 'Sofia', 'Hana', 'Freya', 'Carmen', 'Dalia'],
  ...['Elena', 'Marta', 'Yuki', 'Zara', 'Olga', 'Ruth', 'Nadia', 'Thea', 'Bianca', 'Imani', 'Astrid'],
  ...['Paloma', 'Rosa', 'Mei', 'Sanna', 'Tamsin', 'Ursula', 'Vera', 'Wanda'],
];

const men = [
  ...['Omar', 'Felix', 'Ravi', 'Hugo', 'Tomas', 'Kofi', 'Emil', 'Diego', 'Jonas', 'Anton', 'Bruno'],
  ...['Cyrus', 'Darius', 'Enzo', 'Gareth', 'Idris', 'Jamal', 'Kenji', 'Luca', 'Mateo', 'Nikhil', 'Oscar'],
  ...['Pavel', 'Quentin', 'Rafael', 'Stefan', 'Tariq', 'Viktor', 'Wei', 'Yusuf'],
];

/** As many different people as asked for. */
export function people<Count extends 1 | 2 | 3>(draw: Draw, count: Count): PeopleOf<Count> {
  return draw.sample([...women, ...men], count).map(personCalled) as unknown as PeopleOf<Count>;
}

type PeopleOf<Count> = Count extends 1
  ? [Person]
  : Count extends 2
    ? [Person, Person]
    : [Person, Person, Person];

function personCalled(name: string): Person {
  return women.includes(name)
    ? { name, he: 'she', He: 'She', his: 'her', His: 'Her', him: 'her' }
    : { name, he: 'he', He: 'He', his: 'his', His: 'His', him: 'him' };
}
