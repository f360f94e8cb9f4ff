/** Making and selling. */

import { about } from '../asides.ts';
import { calc } from '../calc.ts';
import { total } from '../check.ts';
import { count, figure, money, spelled, times } from '../english.ts';
import { people } from '../names.ts';
import { wares } from '../settings.ts';
import type { Structure } from '../structure.ts';

export const trade: readonly Structure[] = [
  {
    id: 'made-given-sold',
    make: (draw) => {
      const [person] = people(draw, 1);
      const { item, box, made, place } = draw.pick(wares);
      const [boxes, each, price] = [draw.int(4, 12), draw.int(6, 15), draw.int(2, 9)];
      const given = draw.int(3, boxes * each - 10 > 20 ? 20 : 8);
      const all = calc`${boxes} * ${each}`;
      const left = calc`${all} - ${given}`;
      const income = calc`${left} * ${price}`;
      return {
        story: [
          draw.say(
            `${person.name} ${made} ${count(boxes, box)} of ${item.many}, with ${spelled(each)} ${item.many} in every ${box.one}.`,
            `Last week ${person.name} ${made} enough ${item.many} for ${count(boxes, box)} of ${spelled(each)} ${item.many} each.`,
          ),
          draw.say(
            `${person.He} gave ${count(given, item)} to friends.`,
            `${count(given, item).replace(/^./, (c) => c.toUpperCase())} went to ${person.his} family as presents.`,
          ),
          `${person.He} sold all the others ${place} for ${money(price)} each.`,
          draw.say(
            `How many dollars did ${person.name} take in?`,
            `How much money, in dollars, did ${person.name} get for the ${item.many} that ${person.he} sold?`,
          ),
        ],
        asides: [...about(person, draw), `The first ${item.one} was sold after ${draw.int(7, 25)} minutes.`],
        steps: [
          `${person.name} had ${all.text} ${item.many}.`,
          `After the presents there were ${left.text} ${item.many} to sell.`,
          `They brought in ${income.money}.`,
        ],
        answer: income,
        check: () => total(boxes * each, (index) => (index <= given ? 0 : price)),
      };
    },
  },
  {
    id: 'stall-profit',
    make: (draw) => {
      const [person] = people(draw, 1);
      const { item, place } = draw.pick(wares);
      const [bought, cost] = [draw.int(20, 60), draw.int(2, 6)];
      const [gain, fee, broken] = [draw.int(3, 7), draw.int(5, 12), draw.int(2, 5)];
      const price = cost + gain;
      const paid = calc`${bought} * ${cost}`;
      const sold = calc`${bought} - ${broken}`;
      const income = calc`${sold} * ${price}`;
      const spent = calc`${paid} + ${fee}`;
      const profit = calc`${income} - ${spent}`;
      return {
        story: [
          draw.say(
            `${person.name} buys ${count(bought, item)} for ${money(cost)} each and sells them again ${place}.`,
            `To have something to sell ${place}, ${person.name} buys ${count(bought, item)} at ${money(cost)} apiece.`,
          ),
          `The stall costs ${person.him} ${money(fee)} for the day.`,
          `${draw.say('On the way', 'While unpacking')}, ${spelled(broken)} of the ${item.many} ${draw.say('get lost', 'are damaged and cannot be sold')}.`,
          `${person.He} sells every one of the remaining ${item.many} for ${money(price)}.`,
          draw.say(
            `What is ${person.his} profit for the day, in dollars?`,
            `After paying for everything, how many dollars has ${person.name} earned?`,
          ),
        ],
        asides: [
          ...about(person, draw),
          `${figure(draw.int(120, 480))} people walk past the stall during the day.`,
        ],
        steps: [
          `The ${item.many} cost ${paid.money}.`,
          `${person.name} sells ${sold.text} of them.`,
          `They bring in ${income.money}.`,
          `With the stall, ${person.he} spends ${spent.money}.`,
          `The profit is ${profit.money}.`,
        ],
        answer: profit,
        check: () => total(bought, (index) => (index <= broken ? 0 : price) - cost) - fee,
      };
    },
  },
  {
    id: 'two-sizes',
    make: (draw) => {
      const [person] = people(draw, 1);
      const { item, place } = draw.pick(wares);
      const [small, large] = [draw.int(2, 6), draw.int(7, 14)];
      const [manySmall, factor] = [draw.int(8, 25), draw.int(2, 4)];
      const manyLarge = calc`${manySmall} * ${factor}`;
      const fromSmall = calc`${manySmall} * ${small}`;
      const fromLarge = calc`${manyLarge} * ${large}`;
      const income = calc`${fromSmall} + ${fromLarge}`;
      return {
        story: [
          draw.say(
            `${person.name} sells small ${item.many} for ${money(small)} each and large ones for ${money(large)} each.`,
            `At ${person.name}'s stand, a small ${item.one} costs ${money(small)} and a large one ${money(large)}.`,
          ),
          draw.say(
            `On Saturday ${person.he} sold ${count(manySmall, { one: `small ${item.one}`, many: `small ${item.many}` })} ${place}, and ${times(factor)} as many large ones.`,
            `In one day ${person.he} sold ${figure(manySmall)} of the small ones and ${times(factor)} that number of large ones.`,
          ),
          `How many dollars did ${person.name} take in altogether?`,
        ],
        asides: [
          ...about(person, draw),
          `${draw.int(3, 9)} customers asked for a bag.`,
          `It takes ${draw.int(12, 40)} minutes to make one large ${item.one}.`,
        ],
        steps: [
          `${person.name} sold ${manyLarge.text} large ${item.many}.`,
          `The small ones brought in ${fromSmall.money}.`,
          `The large ones brought in ${fromLarge.money}.`,
          `Altogether ${person.he} took in ${income.money}.`,
        ],
        answer: income,
        check: () => total(manySmall, () => small + total(factor, () => large)),
      };
    },
  },
  {
    id: 'bulk-price',
    make: (draw) => {
      const [seller, buyer] = people(draw, 2);
      const { item } = draw.pick(wares);
      const [first, price, less] = [draw.multiple(5, 5, 20), draw.int(6, 15), draw.int(1, 4)];
      const bought = first + draw.int(6, 30);
      const further = calc`${bought} - ${first}`;
      const reduced = calc`${price} - ${less}`;
      const full = calc`${first} * ${price}`;
      const rest = calc`${further} * ${reduced}`;
      const bill = calc`${full} + ${rest}`;
      return {
        story: [
          `${seller.name} sells ${item.many} for ${money(price)} each.`,
          draw.say(
            `Whoever buys more than ${figure(first)} at once pays ${money(less)} less for each one beyond the first ${figure(first)}.`,
            `The first ${figure(first)} in an order cost the full price, and every further one is ${money(less)} cheaper.`,
          ),
          draw.say(
            `${buyer.name} orders ${count(bought, item)}.`,
            `${buyer.name} needs ${count(bought, item)} for a party and orders them all at once.`,
          ),
          `How many dollars does ${buyer.name} ${draw.say('have to pay', 'pay for the order')}?`,
        ],
        asides: [
          ...about(buyer, draw),
          `${seller.name} has been selling ${item.many} for ${spelled(draw.int(2, 9))} years.`,
          `The order is ready after ${spelled(draw.int(3, 9))} days.`,
        ],
        steps: [
          `${further.text} ${item.many} are beyond the first ${first}.`,
          `Each of these costs ${reduced.money}.`,
          `The first ${first} cost ${full.money}.`,
          `The others cost ${rest.money}.`,
          `The whole order costs ${bill.money}.`,
        ],
        answer: bill,
        check: () => total(bought, (index) => (index <= first ? price : price - less)),
      };
    },
  },
  {
    id: 'packing-cost',
    make: (draw) => {
      const [first, second] = people(draw, 2);
      const { item, made } = draw.pick(wares);
      const [size, boxes, cost] = [draw.int(4, 9), draw.int(8, 18), draw.int(2, 4)];
      const all = size * boxes;
      const mine = draw.int(Math.ceil(all / 4), Math.floor((all * 3) / 4));
      const more = all - mine;
      const together = calc`${mine} + ${more}`;
      const needed = calc`${together} / ${size}`;
      const price = calc`${needed} * ${cost}`;
      return {
        story: [
          `${first.name} has ${made} ${count(mine, item)} and ${second.name} has ${made} ${figure(more)}.`,
          draw.say(
            `They pack all of them together into gift boxes, ${spelled(size)} to a box.`,
            `Together the two fill gift boxes, and every box gets ${count(size, item)}.`,
          ),
          draw.say(
            `An empty gift box costs ${money(cost)}.`,
            `They have to buy the gift boxes at ${money(cost)} each.`,
          ),
          `How many dollars do the gift boxes cost them ${draw.say('altogether', 'in total')}?`,
        ],
        asides: [
          ...about(first, draw),
          `${second.name} needs ${draw.int(4, 15)} minutes for each ${item.one}.`,
        ],
        steps: [
          `Together they have ${together.text} ${item.many}.`,
          `They fill ${needed.text} boxes.`,
          `The boxes cost ${price.money}.`,
        ],
        answer: price,
        check: () => {
          let [packed, paid] = [0, 0];
          for (; packed < mine + more; packed += size) paid += cost;
          return packed === mine + more ? paid : Number.NaN;
        },
      };
    },
  },
];
