/** The languages that made prompts ask for, with sentences of each for the witnesses. */

export const languages: readonly { code: string; name: string; text: string }[] = [
  {
    code: 'es',
    name: 'Spanish',
    text: 'El puente de la ciudad está cerrado desde ayer porque los obreros tienen que cambiar las piedras viejas',
  },
  {
    code: 'fr',
    name: 'French',
    text: 'Le pont de la ville est fermé depuis hier parce que les ouvriers doivent remplacer les vieilles pierres',
  },
  {
    code: 'de',
    name: 'German',
    text: 'Die Brücke in unserer Stadt ist seit gestern gesperrt weil die Arbeiter die alten Steine austauschen müssen',
  },
  {
    code: 'it',
    name: 'Italian',
    text: 'Il ponte della città è chiuso da ieri perché gli operai devono cambiare le vecchie pietre della strada',
  },
  {
    code: 'pt',
    name: 'Portuguese',
    text: 'A ponte da cidade está fechada desde ontem porque os trabalhadores não podem deixar as pedras velhas',
  },
  {
    code: 'fi',
    name: 'Finnish',
    text: 'Kaupungin silta on ollut suljettuna eilisestä lähtien koska työntekijöiden täytyy vaihtaa vanhat kivet',
  },
  {
    code: 'pl',
    name: 'Polish',
    text: 'Most w naszym mieście jest zamknięty od wczoraj ponieważ robotnicy muszą wymienić stare kamienie',
  },
  {
    code: 'ru',
    name: 'Russian',
    text: 'Мост в нашем городе закрыт со вчерашнего дня потому что рабочие должны заменить старые камни',
  },
  {
    code: 'ko',
    name: 'Korean',
    text: '우리 도시의 다리는 어제부터 닫혀 있습니다 왜냐하면 일꾼들이 오래된 돌을 바꾸어야 하기 때문입니다',
  },
  {
    code: 'vi',
    name: 'Vietnamese',
    text: 'Cây cầu của thành phố đã bị đóng từ hôm qua vì các công nhân phải thay những viên đá cũ',
  },
];
