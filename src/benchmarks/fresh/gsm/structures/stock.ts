/** What is there, what is shared out, what is left. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { only, total } from '../check.ts';
import { count, figure, money, noun, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { collectables, wares } from '../settings.ts';
import type { Structure } from '../structure.ts';

const supplies = [
  noun('pencil'),
  noun('crayon'),
  noun('sheet of paper', 'sheets of paper'),
  noun('glue stick'),
];

export const stock: readonly Structure[] = [
  {
    id: 'stock-left',
    make: (draw) => {
      const [person] = people(draw, 1);
      const { item, box, place } = draw.pick(wares);
      const [each, morning, factor] = [draw.int(8, 15), draw.int(9, 20), draw.int(2, 3)];
      const boxes = Math.ceil((morning * (factor + 1)) / each) + draw.int(1, 4);
      const all = calc`${boxes} * ${each}`;
      const afternoon = calc`${morning} * ${factor}`;
      const sold = calc`${morning} + ${afternoon}`;
      const left = calc`${all} - ${sold}`;
      return {
        story: [
          draw.say(
            `${person.name} arrives ${place} with ${count(boxes, box)} of ${item.many}.`,
            `There are ${count(boxes, box)} of ${item.many} on ${person.name}'s table ${place}.`,
          ),
          `Each ${box.one} holds ${count(each, item)}.`,
          draw.say(
            `In the morning ${person.he} sells ${figure(morning)} of them, and in the afternoon ${times(factor)} as many as in the morning.`,
            `Before lunch ${person.he} sells ${figure(morning)}, and after lunch ${person.he} sells ${times(factor)} as many as before lunch.`,
          ),
          `How many ${item.many} are left at the end of the day?`,
        ],
        asides: [
          ...about(person, draw),
          `The ${item.many} cost ${money(draw.int(3, 12))} each.`,
          `${person.name} has a lunch break of ${draw.multiple(5, 20, 50)} minutes.`,
        ],
        steps: [
          `At first there are ${all.text} ${item.many}.`,
          `In the second part of the day ${person.name} sells ${afternoon.text}.`,
          `In the whole day ${person.he} sells ${sold.text}.`,
          `${left.text} ${item.many} are left.`,
        ],
        answer: left,
        check: () =>
          only(boxes * each, (rest) => rest + morning + total(factor, () => morning) === boxes * each),
      };
    },
  },
  {
    id: 'shelf-books',
    make: (draw) => {
      const [person] = people(draw, 1);
      const [cases, shelves, each] = [draw.int(2, 5), draw.int(4, 7), draw.int(14, 30)];
      const [gone, more] = [draw.int(11, 40), draw.int(12, 50)];
      const all = calc`${cases} * ${shelves}`;
      const full = calc`${all} * ${each}`;
      const kept = calc`${full} - ${gone}`;
      const now = calc`${kept} + ${more}`;
      return {
        story: [
          draw.say(
            `${person.name} owns ${spelled(cases)} bookcases with ${spelled(shelves)} shelves each, and on every shelf there are ${each} books.`,
            `In each of ${person.name}'s ${spelled(cases)} bookcases there are ${spelled(shelves)} shelves of ${each} books.`,
          ),
          draw.say(
            `${person.He} gives ${gone} of these books to a charity shop and then inherits ${more} from ${person.his} uncle.`,
            `After selling ${gone} of these books, ${person.he} is given ${more} others by a neighbour.`,
          ),
          `How many books does ${person.name} have now, if there were none outside the bookcases?`,
        ],
        asides: [
          ...about(person, draw),
          `A bookcase is ${draw.int(180, 240)} centimeters high.`,
          `${person.name} reads ${spelled(draw.int(2, 6))} books a month.`,
        ],
        steps: [
          `There are ${all.text} shelves.`,
          `They hold ${full.text} books.`,
          `${kept.text} of them stay.`,
          `Now there are ${now.text} books.`,
        ],
        answer: now,
        check: () => {
          const books = new Set<string>();
          for (let shelf = 0; shelf < cases * shelves; shelf += 1)
            for (let place = 0; place < each; place += 1) books.add(`${shelf}/${place}`);
          for (const book of [...books].slice(0, gone)) books.delete(book);
          for (let fresh = 0; fresh < more; fresh += 1) books.add(`new ${fresh}`);
          return books.size;
        },
      };
    },
  },
  {
    id: 'album-pages',
    make: (draw) => {
      const [person] = people(draw, 1);
      const thing = draw.pick(collectables.filter(({ one }) => /card|stamp|sticker/.test(one)));
      const [pages, each, years] = [draw.int(24, 40), draw.int(4, 9), draw.int(2, 5)];
      const [week, weeks] = [draw.int(3, 8), draw.int(4, 10)];
      const spare = draw.int(20, 90);
      const places = calc`${pages} * ${each}`;
      const needed = calc`${places} - ${Math.min(spare, pages * each - week * weeks - 2)}`;
      const gained = calc`${week} * ${weeks}`;
      const left = calc`${needed} - ${gained}`;
      const had = Math.min(spare, pages * each - week * weeks - 2);
      return {
        story: [
          draw.say(
            `${person.name}'s album has ${pages} pages with room for ${spelled(each)} ${thing.many} on each page.`,
            `On each of the ${pages} pages of ${person.name}'s album there is room for ${spelled(each)} ${thing.many}.`,
          ),
          `${figure(had)} ${had === 1 ? `${thing.one} is` : `${thing.many} are`} in it already.`,
          draw.say(
            `For ${spelled(weeks)} weeks ${person.he} adds ${spelled(week)} ${thing.many} a week and takes none out.`,
            `${person.He} puts in ${spelled(week)} more ${thing.many} every week for ${spelled(weeks)} weeks.`,
          ),
          `How many ${thing.many} are then still missing from a full album?`,
        ],
        asides: [
          ...about(person, draw),
          `${person.name} began to collect ${spelled(years)} years ago.`,
          `The album cost ${money(draw.int(4, 15))}.`,
        ],
        steps: [
          `The album has room for ${places.text} ${thing.many}.`,
          `At first ${needed.text} are missing.`,
          `${person.name} adds ${gained.text}.`,
          `${left.text} are still missing.`,
        ],
        answer: left,
        check: () =>
          only(pages * each, (gap) => had + total(weeks, () => week) + gap === total(pages, () => each)),
      };
    },
  },
  {
    id: 'share-pencils',
    make: (draw) => {
      const [person] = people(draw, 1);
      const thing = draw.pick(supplies);
      const [children, each, left, boxes] = [
        draw.int(14, 28),
        draw.int(3, 6),
        draw.int(2, 12),
        draw.int(3, 6),
      ];
      const needed = children * each + left;
      const size = Math.ceil(needed / boxes);
      const spare = size * boxes - children * each;
      const all = calc`${boxes} * ${size}`;
      const given = calc`${all} - ${spare}`;
      const share = calc`${given} / ${children}`;
      return {
        story: [
          draw.say(
            `${person.name}, a teacher, opens ${spelled(boxes)} packs of ${size} ${thing.many} each.`,
            `There are ${spelled(boxes)} packs with ${size} ${thing.many} each on the desk of ${person.name}, a teacher.`,
          ),
          draw.say(
            `${person.He} gives every one of the ${children} children in the class the same number of ${thing.many} and keeps the remaining ${spelled(spare)}.`,
            `All ${children} children in the class get equally many of these ${thing.many}, and then ${spelled(spare)} are left over.`,
          ),
          `How many ${thing.many} does each child get?`,
        ],
        asides: [
          ...about(person, draw),
          `A pack costs ${money(draw.int(3, 9))}.`,
          `The lesson lasts ${draw.multiple(5, 40, 90)} minutes.`,
        ],
        steps: [
          `There are ${all.text} ${thing.many}.`,
          `The children get ${given.text} of them.`,
          `Each child gets ${share.text}.`,
        ],
        answer: share,
        check: () => only(size * boxes, (portion) => total(children, () => portion) + spare === size * boxes),
      };
    },
  },
  {
    id: 'group-gift',
    make: (draw) => {
      const [person, other] = people(draw, 2);
      const gift = draw.pick(['an armchair', 'a bench', 'a fountain pen', 'a watch', 'a garden swing']);
      const [friends, each, extra] = [draw.int(4, 12), draw.int(8, 24), draw.int(5, 30)];
      const [card, wrap] = [draw.int(2, 5), draw.int(3, 8)];
      const price = friends * each + extra - card - wrap;
      const cost = calc`${price} + ${card} + ${wrap}`;
      const rest = calc`${cost} - ${extra}`;
      const share = calc`${rest} / ${friends}`;
      return {
        story: [
          draw.say(
            `${person.name} and ${spelled(friends)} colleagues buy ${gift} for ${money(price)}, a card for ${money(card)} and wrapping for ${money(wrap)}.`,
            `As a farewell present, ${person.name} and ${spelled(friends)} others choose ${gift} for ${money(price)}; a card costs ${money(card)} and the wrapping ${money(wrap)}.`,
          ),
          `${person.name} pays ${money(extra)} of the whole cost.`,
          `The other ${spelled(friends)} share the rest of the cost equally.`,
          `How many dollars does each of these ${spelled(friends)} pay?`,
        ],
        asides: [
          ...about(person, draw),
          `${other.name}, who gets the present and pays nothing, has worked with them for ${spelled(draw.int(3, 9))} years.`,
        ],
        steps: [
          `Everything costs ${cost.money}.`,
          `The ${friends} others pay ${rest.money}.`,
          `Each of them pays ${share.money}.`,
        ],
        answer: share,
        check: () => only(1000, (part) => extra + total(friends, () => part) === price + card + wrap),
      };
    },
  },
];
