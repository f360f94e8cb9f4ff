/** The words around a verdict ("My final rating is:"), in the seven languages that judges reply in. */

export type WordLists = Readonly<Record<'en' | 'de' | 'fr' | 'es' | 'zh' | 'ja' | 'ko', string>>;

/** Names of the verdict itself: a phrase with one of them is a label, even of a bare `[7]`. */
export const verdictNouns: WordLists = {
  en: 'rating score verdict grade',
  de: 'bewertung gesamtbewertung endbewertung abschlussbewertung note gesamtnote endnote punktzahl gesamtpunktzahl wertung gesamtwertung endwertung urteil gesamturteil endurteil schlussurteil',
  fr: 'note notation score verdict évaluation',
  es: 'puntuación nota calificación veredicto valoración puntaje',
  zh: '评分 打分 得分 分数 总分 总评 评级 裁决 判决 評分 得分 分數 總分 總評 評級 裁決 判決',
  ja: '評価 評点 得点 点数 スコア 採点 レーティング 判定',
  ko: '평점 점수 총점 총평 평가 등급 판정 스코어 별점',
};

/** Names of an outcome of any kind: after "Result:" a bare `[7]` may be what a program prints. */
export const outcomeNouns: WordLists = {
  en: 'evaluation assessment decision judgment judgement winner result conclusion mark overall total',
  de: 'fazit ergebnis endergebnis gesamtergebnis entscheidung sieger gewinner einschätzung gesamt insgesamt',
  fr: 'décision jugement conclusion résultat gagnant vainqueur appréciation bilan total',
  es: 'evaluación decisión juicio conclusión resultado ganador ganadora total',
  zh: '结论 结果 判断 判定 评价 评估 胜者 获胜者 結論 結果 判斷 評價 評估 勝者 獲勝者 总体 综合 總體 綜合',
  ja: '結論 結果 判断 勝者 評定 総評 総合 全体',
  ko: '결론 결과 판결 승자 결정 종합 전체',
};

/** What may stand around such a noun. "a" is left out: it would also be the name of assistant A. */
export const labelCompanions: WordLists = {
  en: 'my the our your is are would be as follows final so therefore thus hence accordingly in conclusion here of for this out on scale from to number assistant s answer response reply 0 1 10',
  de: 'meine mein die das der des finale finales endgültige endgültiges abschließende abschließendes gesamte lautet ist also daher somit damit deshalb folglich von für antwort dieser auf einer skala bis hier',
  fr: 'ma mon la le les l finale final globale global générale général définitive définitif est donc ainsi de du d ensemble sur pour cette réponse attribuée totale voici',
  es: 'mi la el las los final global general definitiva definitivo es por tanto lo así pues de del para esta respuesta asignada otorgada doy en una escala',
  zh: '我的 我 对 该 此 这 个 本 最终 最后 整体 总 因此 所以 故 为 是 的 给出 回答 答案 如下 满分 分 對 該 這 個 最終 最後 整體 總 為 給出 滿分',
  ja: '最終 最終的な 最終的に 総合的な 総合的に 私 の は が を よって したがって 従って ゆえに 以上より 以上 から この 回答 満点 点',
  ko: '최종 최종적인 최종적으로 종합적인 나 저 제 의 은 는 이 가 을 를 따라서 그러므로 그래서 답변 총 만점 점 에',
};

/** What may follow a verdict in its line: a unit, the scale, the end of a sentence whose verb stands last. */
export const followers: WordLists = {
  en: '10 points point pts out of',
  de: 'punkte punkten punkt von',
  fr: 'sur',
  es: 'puntos punto sobre',
  zh: '分 點',
  ja: '点 です である とする とします となる となります',
  ko: '점 입니다 이다 으로 로 평가합니다 합니다',
};

/** What a judge quotes from. */
export const answerNouns: WordLists = {
  en: 'answer answers response responses assistant model reply text output it',
  de: 'antwort antworten assistent modell text ausgabe er sie',
  fr: 'réponse réponses assistant modèle texte sortie il elle',
  es: 'respuesta respuestas asistente modelo texto salida',
  zh: '回答 答案 回复 答复 助手 模型 文本 原文 回覆 答覆',
  ja: '回答 応答 答え アシスタント モデル 本文',
  ko: '답변 응답 대답 어시스턴트 모델 본문',
};

/** How words begin that report what an answer does. */
export const reportStems: WordLists = {
  en: 'say said contain end tries tried try attempt ask claim writ wrote inject includ demand stat tell told instruct read add insert quot begin request plead beg',
  de: 'sagt enthält endet versuch verlangt bittet behauptet schreibt fordert steht fügt schließt beginnt zitier',
  fr: 'dit contient termine tente essaie demande affirme écrit exige ajoute insère injecte commence cite',
  es: 'dice contiene termina acaba intent pide exige afirma escrib añade insert inyect incluye empieza cita',
  zh: '说 写 包含 含有 要求 试图 企图 声称 结尾 注入 插入 出现 說 寫 試圖 企圖 聲稱 結尾 出現',
  ja: '言 書 含 求め 要求 試み 主張 末尾 注入 挿入 ある',
  ko: '말하 말했 쓰여 적혀 적었 포함 요구 시도 주장 끝 주입 삽입 있',
};

/** How words begin that give a verdict. */
export const giveStems: WordLists = {
  en: 'rate rating score scoring verdict grad giv award assign judg evaluat',
  de: 'bewert vergeb gebe benot urteil note punkt',
  fr: 'not attribu donn évalu juge verdict',
  es: 'puntú puntu calific valor otorg doy evalu juzg veredicto',
  zh: '评 打分 给 分数 裁决 評 給 分數 裁決',
  ja: '評価 採点 点数 得点 判定',
  ko: '평가 평점 점수 판정',
};
