/**
 * Word lists written by hand for this project. They stand in for corpus statistics, which a pure function over a
 * handful of passages does not have: a stop word carries no meaning, a common word little, anything else much.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Function words and question words, lower case, unstemmed. */
export const STOP_WORDS = words(`
a an the this that these those there here it its itself he him his himself she her hers herself they them their
theirs themselves we us our ours ourselves you your yours yourself i me my mine myself one ones someone anyone
everyone something anything everything who whom whose which what when where why how whether while
am is are was were be been being do does did done doing have has had having will would shall should can could may
might must ought let lets don didn doesn isn aren wasn weren hasn haven hadn won wouldn couldn shouldn cannot ain
re ve ll m s t d o
and or but nor so yet if then than because as until although though unless
of at by for with about against between into through during before after above below to from up down in out on off
over under again further once per via upon within without among amongst across along around toward towards
all any both each few more most other others another some such no not only own same too very just also even ever
never always often still already
etc eg ie vs yes okay ok sure please tell give know want need get got th st nd rd
`);

/** Words that turn a statement round. Compared between question and evidence. */
export const NEGATIONS = words(`
not no never none neither nor without except cannot nobody nothing lack lacks lacked lacking unlike fail fails failed
failing exclude excludes excluded excluding refuse refused non unable un n't
`);

/** Very frequent content words: weak evidence that a passage is about the question. */
export const VERY_COMMON = words(`
make makes made making take takes took taken taking go goes went gone going come comes came coming see seen saw use
used uses using find found finds say says said think thought work works worked working call called calls calling
name named names first last second third next new old good better best great big small large long short high low
many much several lot lots time times year years day days week weeks month months people person man men woman women
thing things way ways part parts place places number numbers amount kind kinds type types sort form forms group
groups state states country countries city cities world life name word words example examples case cases
different difference main major important common general certain particular known well like become became becomes
becoming begin began begins beginning start started starts end ended ends happen happened happens occur occurred
occurs cause caused causes mean means meaning result results resulted include included includes including show shown
shows showed give given gives gave set sets put keep kept hold held help helps helped play played plays run runs ran
move moved turn turned lead led leads leave left live lived lives stand stood provide provided provides follow
followed follows following seem seems seemed allow allowed allows require required requires become need needs
having right left back side home house area areas point points fact order system systems today now later early
earlier late two three four five six seven eight nine ten many term terms refer refers referred describe described
describes consider considered considers consist consists consisted contain contains contained exist exists existed
make up member members family team company water school government
`);

/** Frequent content words: ordinary evidence, below names and rare words. */
export const COMMON = words(`
able accept access account achieve achieved act acted action active activity activities actual add added addition
additional address adult affect affected age agency agree agreed agreement air amount animal announce announced annual
answer appear appeared appears apply applied approach appropriate approve approved argue argued arm army arrive arrived
art article ask asked association attack attempt attempted attend attended attention author authority available average
award awarded away bad bank base based basic basis battle bear beat beautiful bed behind believe believed belong below
benefit benefits beyond bill birth black block blood blue board body book books born bottom box boy break bring brings
brought british brother budget build building buildings built business buy campaign cannot capital car card care career
carry carried catch cell central centre center century centuries chance change changed changes character charge chief
child children choice choose chosen church claim claimed class clear close closed club coast code cold collect
collection college color colour combine come commercial commission committee communication community compare compared
complete completed complex computer concept concern condition conditions conduct conducted conference congress connect
connected consequence construct constructed construction continue continued contract control controlled cost costs
council count couple course court cover covered create created creates creation credit crime culture cultural current
currently customer cut damage dark data date daughter deal death debate decade decide decided decision deep define
defined degree demand department depend develop developed development device die died direct director discover
discovered discuss discussed disease divide divided division doctor document door doubt draw drive drop due early earth
east eastern easily economic economy edge education effect effective effects effort eight either election element
elements else employ employed employee employees encourage energy engine enjoy enough ensure enter entire environment
equal equipment especially establish established estimate estimated european even evening event events eventually
evidence exactly examine except exchange expect expected experience experienced explain explained express extend face
factor factors fail fall family famous far father favor feature features federal feel field fight figure fill film final
finally financial fire five fly focus food foot force forces foreign former forward found founded founder free french
friend front full function functions fund funds future gain game games garden gas general generally german girl global
goal god gold ground grow growing grown growth guess gun half hand hands happy hard head health hear heart heat heavy
height help her hero hit hope hospital hot hour hours however huge human hundred husband idea identify identified image
impact improve increase increased increases increasing independent indicate individual individuals industrial industry
influence influenced information initial initially inside instead institution interest interests internal international
introduce introduced introduction invent invented involve involved island issue issues item job join joined judge
justice key kill killed king knowledge lack land language large largely largest law laws lay leader leaders leadership
learn least legal length less letter level levels light likely limit limited line lines link list literature little
local locate located location lose lost love lower main maintain majority male manage management manager market marriage
mass material materials matter maximum measure measured meet meeting mention mentioned message metal method methods
middle might mile miles military million mind minister minute minutes minimum miss mission model modern money morning
mother mountain movement movie music nation national natural nature near nearly necessary network news night north
northern note noted novel object offer offered offers office officer official officially oil older open opened operate
operated operation opinion opportunity oppose opposite option organization organized origin original originally
outside owner page paid paper parent parents party pass passed past patient pattern pay payment peace percent percentage
perform performance performed perhaps period physical pick picture piece plan planned plans plant plants player players
policy political politics poor popular population position positive possible power powers practice prepare present
president press pressure prevent previous price primary principal print private probably problem problems process
processes produce produced produces product production products professional professor program programs project
promise proper property propose proposed protect protein prove public publish published pull purpose push quality
question quickly quite race radio raise raised range rate rates rather reach reached read ready real reality realize
really reason reasons receive received recent recently recognize recognized record records red reduce reduced region
regional regular related relation relationship relatively release released religion religious remain remained remains
remember remove removed replace replaced report reported reports represent represented request research resource
resources respond response responsible rest return returned reveal rich rise river road rock role room rule rules safe
sale sales save scale scene schedule science scientific scientist scientists sea season seat section security seek sell
send senior sense separate series serious serve served service services settle seven sex share shares ship shoot shot
sign significant similar simple simply single sister sit site situation size skill small social society soldier
soldiers solution someone sometimes son song soon source sources south southern space speak special specific speech
speed spend spent sport spread spring staff stage standard star statement station stay step stop store story strategy
street strong structure student students study studies studied style subject success successful suffer suggest
suggested summer sun supply support supported surface table teach teacher teachers technology television temperature
test theory thousand throughout title today together top total town trade tradition traditional train training travel
treat treatment tree trial tried trip trouble true truth try unit united university upper usually value values variety
various version view village visit voice vote wait wall war watch wave weapon wear weight west western white whole wide
wife win wind window winner winning within wonder wood write writer writing written wrong wrote young younger
email phone customer customers website online policy request password holiday holidays employee manager hire hired
download file files account accounts laptop device office
`);
