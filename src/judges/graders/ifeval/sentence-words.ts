/**
 * What the English model of NLTK's punkt (`punkt_tab`, trained on the Wall Street Journal) knows of common words: its
 * abbreviations, and how it saw 2,750 of the most frequent English words written.
 */

/** Every one that the model has, without its last full stop, among them the initials of names. */
export const abbreviations = words(`
  a.a a.c a.d a.g a.h a.m a.m.e a.s a.t adm ala ariz aug ave b.f b.v bros c c.i.t c.o.m.b c.v calif chg cie
  co col colo conn corp cos ct d d.c d.h d.w dec dr e e.f e.h e.l e.m f f.g f.j feb fla fri ft g g.d g.f g.k
  ga gen h h.c h.f h.m i.m.s ill inc j.b j.c j.j j.k j.p j.r jan jr k kan ky l l.a l.f l.p lt ltd m m.b.a
  m.d.c m.j maj messrs mg mich minn mr mrs ms n n.c n.d n.h n.j n.m n.v n.y nev nov oct ok okla ore p p.a.m
  p.m pa ph.d prof r r.a r.h r.i r.j r.k r.t rep reps s s.a s.a.y s.c s.g s.p.a s.s sen sep sept sr st sw t
  t.j tenn tues u.k u.n u.s u.s.a u.s.s.r v va vs vt w w.c w.r w.va w.w wash wed wis yr
`);

/** What the model calls frequent sentence starters. */
const starters = words(`
  according although among both but despite even he however i if in indeed instead it many meanwhile
  moreover most nevertheless nonetheless nor sales separately similarly since so some the there these they
  this though thus under when while yet
`);

/** Seen without a capital, and never with one within a sentence. */
const neverCapitalised = words(`
  able above absolutely abuse academic accept accepted accident accurate accused achieve achieved actions
  active ad adding addition address admitted adopted adult adults advantage adventure advice affected afford
  afraid afternoon aged agencies agent agents agreed ahead aim album alive allow allowed allowing allows
  almost along already alternative always amount analysis ancient angry animal animals anniversary announced
  annual answers anybody anyone anything anyway anywhere apartment apparently appear appearance appeared
  application applications applied apply appointed appointment appreciate approach appropriate approximately
  argue argument arm arrest arrived article articles artist ask asked asking aspects assembly assume
  atmosphere attached attack attacked attacks attempts attend attended attention attitude attractive
  audience audio author authorities authors automatically available awards aware awesome awful bag balls
  band barely baseball basic basis battery beat became become becoming bed bedroom begin behavior behind
  being belief believe believed benefit besides bet better between beyond bigger birds birth bit blame blind
  blood bodies body bomb bond bone bottle bound box boy boys brain branch brand bread break breaking breaks
  breath bright brilliant bringing brings broke broken brother build built bunch burn burning bus businesses
  cabinet call calling calm came camera candidate candidates cannot capable car carbon careful carefully
  carried carry carrying cast caught cause caused causes causing celebrate cell cells cent certainly chair
  challenge challenges champions chance chances character characters charge chart check checked cheese chest
  choice choices choose chose chosen circuit circumstances claim claimed classes client climate closing
  clothes clothing cloud clubs cold collected colors combat combination combined comedy comfortable
  commander comment comments committed compared comparison competitive complete completed completely
  complicated concerned concerns condition conditions conduct conducted confirmed conflict confused
  connected connection consequences consider considered considering consistent constant constantly contact
  contain contains contemporary content contest context continued continuing controlled conversation cool
  copy core corner corporation correct cost counter couple course covered covers crash cream create created
  creating creation crew criticism crowd crying cultural currently customer cute cutting cycle damn dancing
  danger dangerous dark date dates dating daughter dealing deaths debate debut decade decide decisions
  declared dedicated deep defeat defined definition degree degrees deliver delivered delivery depending
  depends depth describe described description deserve designed desire destroy destroyed detail detailed
  details determine determined develop developed developing die diet difference differences different
  difficult direct directed direction directly dirty discovered discuss discussion display distance divided
  doctor document documents does dogs doing dollars domestic done door doors double doubt draft drama draw
  drawing drawn dress drink drinking driven drivers dropped drugs drunk dying earlier early earn easier
  easily eating edge edition effective effectively effects eight either elections elements else emergency
  emotional empire employee empty engaged engineer enjoy enjoyed enough ensure enter entered entire entirely
  entitled entry environment episode equal equivalent era escape especially essential established estimated
  et etc event eventually ever everyday everywhere evidence evil exact exactly example examples excellent
  except excited exciting exclusive excuse exercise exist existence existing exists expansion expensive
  experience experienced experiences expert experts explain explained exposed expressed expression extent
  external extra extreme extremely eye eyes faced facility facing fact factor factory fairly faith fake
  falling familiar families famous fan fans fantastic fashion faster fat fault favor favorite fear feature
  features feeling feels feet fellow felt female figure figures file filed fill filled films final finally
  fingers finish finished fired fish fishing fit fix fixed flag flight floor flowers fly flying focused
  follow followed following follows foot forced forces forever forget format formation formed forward fought
  founded frequently friend friendly fully functions funny gained gang gave gay gender giant gift girl
  girlfriend girls given gives giving global goals goes going golf gotten governor grab greater greatest
  grew ground growing grown guess guest guitar gun guns guy hair handle hands hang hanging happen happened
  happening happens happy harder harm hate headed heading heads healthy hear hearing heaven heavily heavy
  height helped helping helps her here hero herself hide highest highly him himself historic historical hits
  hold holds honest honestly honor hoping horse host hot hour hours houses huge humans hundred hundreds
  husband idea identified identity ignore illegal image images imagine immediate immediately importance
  important impossible impressive improve improved improvement inch incident include included including
  increased incredible independence independent individual individuals influence initial initially injured
  injury inner inside inspired instance interested interesting interests interior into introduced invited
  issued item items jail joined joining joke journey junior keeps kept kick kid kids kill killed killing
  kinds kiss kitchen knew knowledge known lack laid language largely larger latter laugh laughing launch
  launched le leaders leadership leading leads learn learned least led legislation length lesson lets
  letters letting lie lies lift lights liked likes linked links list listed listen listening literally
  literature lived lives living located location lock looked looking lose losing lot loud loved loves lunch
  lying mainly maintain maintenance majority male manage managed manager manner marked marriage massive
  match maximum meal mean meaning measures medium meetings member membership mental mention mentioned mess
  message messages method mid miles milk millions mind mine minimum minute missed missing mistake mix mobile
  mom moment moments monthly months moon morning mother mouth moved multiple murder myself native naturally
  nature nearby necessarily necessary neck need needed needs negative neighborhood neither newspaper nights
  noise non normally nose note noted nothing noticed novel number numbers numerous object objects obtained
  obvious occur occurred ocean offered officer okay older ones onto opened opening operate opportunities
  opportunity opposite ordered organizations organized origin original originally otherwise ourselves
  outstanding overall owned owner pack page pages paid pain paint pair pants parking particular particularly
  partner pass passed passing path patient patients peak per percent percentage perfect perfectly perform
  performance performed performing permanent permission person personal personality personally personnel
  phase philosophy phone photos physical pick picked piece pieces pilot pink places plane planet planned
  plastic plate platform play played player playing plays please pleasure plenty plot points political
  politicians politics pool pop port portion position positive possibility possibly potential pounds
  powerful powers practical practice prefer pregnant prepare prepared presence present presented pretty
  prevent previous previously pride primarily prince principal prior private pro probably problem problems
  process produced product professor profile program projects promise promised proof proper properly
  proposed protect protected protein proud prove proved provide provided provides province published pull
  pulled purchased pure purposes put puts putting question questions racing rain ran range raw reaction
  reality realize realized reasonable receive received receiving recent recently recognition recognize
  recognized recommend recommended recorded reduced referred refused regarding regardless region regional
  regions registered regular regularly regulations relationship relationships relative relatively released
  relevant relief religion religious remain remained remaining remember remove removed rent replace replaced
  reply reporting represent representatives represented represents reputation require required requirements
  requires rescue residents resolution respect respond response responsible restaurant result resulting
  results returned returning revealed reviews rid riding right rising roads roll roof rooms rough round runs
  rural rush sad safe same sample sat saved saving saw scale scene scenes schedule score scored season
  seasons secondary seconds section secure seeing seem seemed seems selected selection selling senator send
  sense sent sentence separate seriously serve served serving session sessions setting seven severe sex
  sexual shape shared sharing shift shipping ships shirt shoes shoot shooting shortly shot shots shoulder
  showing shown shut sight signed significant significantly similar simple simply sing single sister sit
  sitting situations size skills skin slow slowly smaller smell smile smoke smoking snow solar soldiers
  solid solution solutions somehow someone sometimes somewhat son songs soon sorry sort soul sounds source
  speak speaking species specific specifically speech speed spend spending spent spirit spoke sport spread
  squad stable stage stand standing stands started starting stated statement statements status stayed
  staying steam step stick still stood stopped storage stories strange stream streets strength stress
  strongly structure structures stuck studied studio style success successful such suddenly suffered
  suffering suggest suggested suggests suicide supported supporting suppose supposed surely surface surgery
  surprise surprised surrounding suspect swear symptoms taking talent talked tall tank task taste taught tea
  teach teacher teaching team teams technique telling temperature temporary ten tend term terms terrible
  territory tested testing text thank thanks them themselves theory therapy therefore thin things think
  thinking thinks thought thoughts thousand threat through throughout throw ticket tie tight tiny tip tips
  tired title together tomorrow tone took totally tournament towards tradition traditional train trained
  transfer treat treated treatment trees trend trick tried tries troops true truly truth try trying turn
  turned turning turns type typical typically ultimate ultimately unable understand understood unfortunately
  unique unknown unless unlike updated upon upset us useful user uses using valuable values variety various
  vast ve vehicle version very via victim victory videos village vision visited visitors visual votes wait
  waiting walk walked walking walls wanted wanting wants warm warning waste watched watching wave wealth
  weapon weapons wear wearing weather web wedding weekend weeks weight welcome went were wet whenever
  whether which whole whom wide widely wife willing win window winner wise wish within without witness
  wonderful wondering words worked working worried worse worst writer writers writing written ya yes
  yesterday younger your yourself youth zero zone
`);

/** Seen without a capital, and within a sentence with one, too. */
const sometimesCapitalised = words(`
  a ability about absolute access account accounts across act acting action activities activity actor acts
  actual actually add added additional administration admit advance advanced advertising affairs affect
  after again against age agency ago agree agreement aid air aircraft airport alcohol all alone also am an
  and another answer any anymore apart appeal appears approval approved are area areas armed arms army
  around arrested art artists arts as aside assessment assets assistance assistant associated association at
  attempt attorney authority auto average avoid award away b baby back background bad balance ball ban bank
  banks bar base based basically basketball battle bay be beach bear beautiful beauty because becomes been
  beer before began beginning begins bell below benefits best big biggest bill billion bills birthday black
  block blow blue board boat bob book books border born boss bottom bought breakfast brief bring broad
  brothers brought brown budget building buildings business busy buy buying by c cable called calls camp
  campaign campus can cancer cap capacity capital card cards care career cars case cases cash cat catch
  category cats center central century certain chain chairman chamber champion change changed changes
  changing channel chapter charged charges cheap chemical chicken chief child children china chocolate
  church cities citizens city civil claims class classic clean clear clearly clinical close closed closely
  closer club coach coal coast code coffee collection college color come comes coming command commercial
  commission committee common communications communities community companies company competition complex
  computer concept concern concert conference confidence congress conservative constitution construction
  consumer continue continues contract control convention corporate costs could council count countries
  country county court cover coverage crazy creative credit crime criminal crisis critical cross crown cry
  culture cup current customers cut d dad daily damage dance data day days de dead deal deals death debt
  decades decided decision defend defense definitely demand democracy democratic department deputy design
  development device devices did died digital dinner director disease distribution district division do
  doctors dog dollar don down dream dreams drive driving drop drug dry due during duty each earned earth
  east eastern easy eat economic economy editor education educational effect effort efforts elected election
  electric electronic employees employment en end ended ending ends enemy energy engine engineering
  entertainment environmental equipment error estate evening events every everybody everyone everything
  exchange executive expect expected express extended extensive face faces facilities factors facts fail
  failed failure fair fall falls false family fantasy far farm fast father fed federal fee feed feel
  feelings fees fell festival few field fields fifth fight fighting film finance financial find finding
  finds fine fire firm first five flat flow focus food football for force foreign forest form former forms
  found foundation four fourth fox free freedom fresh friends from front fruit fuel full fun function fund
  funding funds further future gain gallery game games gap garden gas gate general generally generation get
  gets getting give glass go goal god gold golden gone good goods got government grace graduate grand grant
  granted great green group groups grow growth guard guide guilty guys had half hall hand hard hardly has
  have having head health heard heart heat held hell help hey hidden high higher highway his history hit
  holding holiday home homes hope hospital hotel house household housing how human hunt hurt ice ideas
  identify ill immigration impact includes income increase increasing index industrial industry information
  institute institutions insurance intelligence intended interest internal international interview
  introduction investigation investment involved involving iron is island islands issue issues its itself
  job jobs join joint journal judge jump jury just justice keep keeping key kind king know knowing knows la
  labor lady lake land lane large largest last late later latest law laws lawyer lay lead leader league
  learning leave leaves leaving left leg legal less let letter level levels liberal license life light like
  likely limit limited limits line lines link little live load loan loans local long longer look looks los
  loss lost lots love low lower luck lucky machine made magazine magic mail main major make makes making man
  management managers manufacturing march marine mark market marketing markets marks married mass master
  mate material materials matter matters may maybe mayor me means meant measure meat media medical medicine
  meet meeting members memories memory men met metal methods middle might mile military million mining
  minister ministry minor minutes mirror miss mission mixed model models modern money month more mostly
  motion motor mount mountain mountains move movement moves movie movies moving much museum music musical
  must my name named names nation national nations natural navy near nearly net network never new news next
  nice night nine no nobody none normal north northern not notes notice now nuclear obviously of off offer
  offering offers office officers offices official officially officials often oil old on once one only open
  operating operation operations opinion opposed opposition option options or order orders organization
  other others our out outside over own owners panel paper papers parent parents park parliament part
  parties partners partnership parts party past pattern pay paying payment payments peace people perhaps
  period perspective photo picture pictures place placed plan planning plans plant plants players plus
  pocket point police policies policy poor popular population positions possible post posted posts power
  practices premier president presidential press pressure price prices primary prime print prison prize
  produce production products professional profit programs progress project promote properties property
  proposal protection providing public purchase purpose push quality quarter queen quick quickly quiet quit
  quite race radio raise raised random rare rate rates rather re reach reached read reading ready real
  really reason reasons record recording records recovery red reduce reference reform register related
  relations release remains report reported reports representative republic request research reserve
  resistance resources responsibility rest retail retirement return returns revenue review revolution rice
  rich ride rights ring rise risk road rock role rolling room rose route row rule rules run running s safety
  said sale salt save say saying says scared scheme school schools science scientific scientists screen sea
  search seat seats second secret secretary sector security see seek seeking seen sees sell sending senior
  series serious service services set sets settlement several share shares sharp she ship shop shopping
  short should show showed shows side sides sign signal signs silver singer singing sir site sites situation
  six sleep sleeping slightly small smart social society soft software sold somebody something somewhere
  song sought sound sources south southern space speaker special split sports spot spring square staff
  standard standards star stars start starts state states station stations statistics stay steel steps stock
  stone stop store stores storm story straight strategy street strike strong stronger struggle student
  students studies study stuff stupid subject sugar suit summer sun supplies supply support supreme sure
  survey survive sweet switch system systems table take taken takes talk talking talks target tax taxes
  teachers tears tech technical techniques technology teeth television tell tells test tests than that their
  theme then thing third those thousands three tickets tied time times to today told too tool tools top
  topic total touch tough tour toward tower town track trade trading traffic training transport
  transportation travel tree trial trip trouble truck trust turkey twice two types understanding union unit
  united units universal universe university until up upper urban use used users usual usually value van
  vehicles vice victims video view views violence visit voice volume vote voted voting wake wall want war
  wars was watch water way ways we weak week weekly well west western what whatever wheel where white who
  whose why wild will wind windows wine wing winning wins winter with woman women won wonder wood word work
  workers works world worldwide worry worth would write wrong wrote year years you young z
`);

/** After a number with a full stop these do not start a sentence: "1. Business". */
const afterNumbers = words(`
  abreast business commodities corrections credit dividend financing insider international leisure letters
  notable pepper review who
`);

/** Whether the word, capitalised after an abbreviation or an ellipsis, starts a sentence. */
export function startsSentences(word: string): boolean {
  return starters.has(word) || neverCapitalised.has(word);
}

/** Whether the word is known without a capital: after an initial, it is no name. */
export function isCommonWord(word: string): boolean {
  return neverCapitalised.has(word) || sometimesCapitalised.has(word) || starters.has(word);
}

export function followsNumber(word: string): boolean {
  return afterNumbers.has(word);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
