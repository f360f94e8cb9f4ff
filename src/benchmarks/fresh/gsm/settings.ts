/** The settings that structures draw from: what is made and sold, kept and collected, grown and played. */

import { type Noun, noun } from './english.ts';

export interface Ware {
  item: Noun;
  /** What a number of them is carried in. */
  box: Noun;
  /** How they come to be: `baked`. */
  made: string;
  place: string;
}

/** Things worth $2 to $30 that one person makes and sells. */
export const wares: readonly Ware[] = [
  { item: noun('muffin'), box: noun('tray'), made: 'baked', place: 'at the village fair' },
  { item: noun('candle'), box: noun('box', 'boxes'), made: 'poured', place: 'at the craft market' },
  { item: noun('ceramic mug'), box: noun('crate'), made: 'fired', place: 'at a pottery sale' },
  {
    item: noun('wool scarf', 'wool scarves'),
    box: noun('basket'),
    made: 'knitted',
    place: 'at the winter market',
  },
  {
    item: noun('bar of soap', 'bars of soap'),
    box: noun('carton'),
    made: 'cut',
    place: 'in front of the town hall',
  },
  { item: noun('jar of jam', 'jars of jam'), box: noun('crate'), made: 'filled', place: 'at the farm shop' },
  {
    item: noun('bead bracelet'),
    box: noun('pouch', 'pouches'),
    made: 'strung',
    place: 'at the school bazaar',
  },
  { item: noun('wooden spoon'), box: noun('bundle'), made: 'carved', place: 'at the harvest festival' },
  { item: noun('notebook'), box: noun('parcel'), made: 'bound', place: 'at the book fair' },
  { item: noun('paper lantern'), box: noun('bag'), made: 'folded', place: 'at the lantern parade' },
  { item: noun('meat pie'), box: noun('tin'), made: 'baked', place: 'outside the stadium' },
  { item: noun('birdhouse'), box: noun('cartload'), made: 'built', place: 'at the garden show' },
];

/** Things that people collect, swap and count. */
export const collectables: readonly Noun[] = [
  noun('marble'),
  noun('stamp'),
  noun('seashell'),
  noun('trading card'),
  noun('postcard'),
  noun('sticker'),
  noun('bottle cap'),
  noun('comic book'),
  noun('fridge magnet'),
  noun('toy car'),
  noun('old coin'),
  noun('button'),
];

export interface Crop {
  plant: Noun;
  yields: Noun;
  ground: string;
}

export const crops: readonly Crop[] = [
  { plant: noun('tomato plant'), yields: noun('tomato', 'tomatoes'), ground: 'greenhouse' },
  { plant: noun('pumpkin plant'), yields: noun('pumpkin'), ground: 'field' },
  { plant: noun('apple tree'), yields: noun('apple'), ground: 'orchard' },
  { plant: noun('pepper plant'), yields: noun('pepper'), ground: 'vegetable garden' },
  { plant: noun('lemon tree'), yields: noun('lemon'), ground: 'grove' },
  { plant: noun('melon plant'), yields: noun('melon'), ground: 'plot' },
  { plant: noun('pear tree'), yields: noun('pear'), ground: 'orchard' },
  { plant: noun('cucumber plant'), yields: noun('cucumber'), ground: 'greenhouse' },
];

/** Things that are bought one by one, with a usual price in whole dollars. */
export const goods: readonly { item: Noun; low: number; high: number }[] = [
  { item: noun('notepad'), low: 2, high: 6 },
  { item: noun('paintbrush', 'paintbrushes'), low: 3, high: 9 },
  { item: noun('desk lamp'), low: 14, high: 35 },
  { item: noun('water bottle'), low: 6, high: 18 },
  { item: noun('beach towel'), low: 8, high: 22 },
  { item: noun('jigsaw puzzle'), low: 9, high: 24 },
  { item: noun('houseplant'), low: 5, high: 16 },
  { item: noun('bicycle bell'), low: 4, high: 12 },
  { item: noun('board game'), low: 18, high: 40 },
  { item: noun('flower pot'), low: 3, high: 11 },
  { item: noun('cushion'), low: 9, high: 21 },
  { item: noun('pair of gloves', 'pairs of gloves'), low: 7, high: 19 },
];

/** Things to save for. */
export const wishes: readonly string[] = [
  'a bicycle',
  'a guitar',
  'a tent',
  'a telescope',
  'a sewing machine',
  'an electric piano',
  'a kayak',
  'a camera',
  'a drum kit',
  'an office chair',
  'a tablet',
  'a pair of skis',
];

/** Who plays, sings or learns together. */
export const groups: readonly { name: string; member: Noun }[] = [
  { name: 'the chess club', member: noun('player') },
  { name: 'the school choir', member: noun('singer') },
  { name: 'a summer camp', member: noun('child', 'children') },
  { name: 'a hiking club', member: noun('hiker') },
  { name: 'the drama club', member: noun('actor') },
  { name: 'a youth orchestra', member: noun('musician') },
  { name: 'a swimming club', member: noun('swimmer') },
  { name: 'a dance school', member: noun('dancer') },
];

export const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
