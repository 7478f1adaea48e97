"""Given and family names of many hands, as they are spelt in England, without accents and in lower case.

Written by hand for this product from common knowledge, like ``vocabulary.py``. Names that are also ordinary
words are left out: they are found by their company (see ``names.py``).
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_OF_MANY_HANDS = _words("""
aadan aamir aamna aarav aarti abarna abayomi abdelkader abdelrahman abdi abdifatah abdihakim abdikadir
abdikarim abdinasir abdirahim abdirahman abdirashid abdirizak abdisalan abdiwahab abdulaziz abdullahi
abdulrahman abdur abeer abena abhay abhinav abidemi abiel abimael abimbola abiodun abiola abirami abrehet
abshir abubakar abul achieng adaeze adamu adane adanna adaora adar adebayo adebola adedayo adedoyin adekunle
adelina adeola adepeju aderonke adesola adetokunbo adewale adeyemi adham aditi aditya adnan adwoa aeron
aeronwy afolabi afonso afroza afshan afua afzal agata agim agnieszka ahlam ahmadullah ahnaf ahsan ailbhe
aine aisling ajay ajmal akash akin akinola akintunde akinyi aklima akosua akshay akua alaa alban albana aled
aleena alejandro aleksander aleksei alem alemayehu alexandru alicja alin alina aliyu aliza alun alvaro ama
amaka aman amani amanuel amara ambreen amiin amina aminu ammar amna amrita amrou anab anand ananya anas
anastasiia anatoly anca andreea andrei andres andrii aneirin anest aneta aneurin angela angharad aniela anil
anirudh anjali ankit ankita anoushka anuli anuoluwapo anushka anwar anwara anwen anzhela aoibhe aoibheann
aoibhinn aparna aqib aqsa arafat arben archana ardal ardit areeba arfan arham arianwen arifa arkadiusz arnav
arooj arpita arshad art arta artem arul arun aruna arunthathi arwel arwen asad aseel asha ashfaq ashkir
ashok ashraf ashraful ashwin asil asli asma asmeret atif aung aurel auwal avin awet aya ayaanle ayan ayanle
ayesha ayham aylin ayobami ayodeji ayodele ayokunle ayomide aysel ayub azad azeem azhar azizul azubuike
babajide babatunde badrul bahar bairre bamidele bao baran baris bartek bartlomiej bartosz barwaqo bashar
bashiir bashir basma bassam batool bavani beata beatriz beca bedwyr begum behnaz behrouz bello berivan berk
besa besnik bethan betsan bhavesh bhavik bhumi bianca bikash bilan bile bilkisu bimpe bingwen biniam binod
binta birhan bishnu bisi bita blaithin bledar blodeuwedd blodwen bobby-lee bogdan boguslaw bohdan bohdana
bolaji bolanle boleslaw bolu boris bosede bozena braiden branwen brayden breda brendan briallen brid bridin
brighid brogan bronach bronislaw bronwen brychan bryn bujar bukola burak burhan bushra caasha cabdi caden
cadfael cadhla cadi cadog cadwaladr caelan cahal cai calas callie camelia cansu caoilainn caoilfhionn
caoimhe caolan cari carmen carwyn carys casha catalin catalina catarina cathal catrin cayden ceinwen celina
celyn cem cemre ceri ceridwen cerys cezar cezary changming chanthu chaoxiang chenguang chetan cheuk-yin
chi-wai chiamaka chibuzo chidera chidi chidiebere chidinma chidozie chiedozie chigozie chika chike chima
chimamanda chinaza chinedu chinelo chinenye chineye chinonso chinwe chioma chipo chirag chisom chizoba
chukwudi chukwuebuka chukwuemeka chukwuma chunhua cian ciara ciaran ciise cillian ciprian claudiu cledwyn
cliona clionadh clodagh cluain coen colm colmcille colum conall conan conor constantin corina cormac cornel
cosmin costel crina cristi cristian cristina crystyn cuan cumar cynan czeslaw dacian dafydd dahabo dahir
daire daithi daiyu dalal dami damian damilare damilola dana dania daniel daniela danish danjuma danylo dara
darasimi darcey dardan darius dariush dariusz darragh darshan darya daryna dauda dawa dawit dawood dayo
deaglan dearbhla deepa deepak deepika deeqa defne deian deiniol deiniolen deirbhile deirdre dele delia
delroy delyth demilade denisa deniz denzel deqa derfel dervala dervla desmond devansh dewi dexter dharshini
dhruv diarmaid diarmuid diego dilan dilara dilwara dilwen dilys dina dinesh divya dmitri dmytro doina dolma
dominik donal dongmei donncha donnchadh dorin dorje dorota doru dragos drita duaa duarte dubhaltach duc
dumitru dyfan dyfed dylan dympna eadaoin eamon eamonn eanna ebele ebere ebrill ebru ebuka ebyan ece eden
edona eduard edyta efa efe efua ehsan eibhlin eifion eilidh eilir eilis eimear eimhear eira eirian eirlys
eirwen eirwyn eiry eithne ejike ekaterina ekene ekow elain elan elen elena eleri elfed elfyn elgan elham
elif elin elira ella-rose ellie-mae ellis-mae elnaz elsabet elspeth eluned elzbieta eman emanuel emeka
emenike emer emilia emine emirhan emlyn emre emrys emyr enda enfys enid eniola eniolorunda enis enitan
eoghan eoin ephrem eren erjon ermias errol erum esi esra esraa esteban esyllt etain eugen evan evgeni
evie-mae ewa ewan ewelina eyob ezekiel ezinne fachtna fadi faduma fadumo fahad faheem fahmida faisal faiza
faizan falis fangfang faolan farah farai fareeha farhad farhan farhang farhiya farid farida faridat farjana
farnaz farooq farouk farshid faruk farxiya farzana fathia fathiya fatima fatimah fatimatu fatjon fatma
fatmir fawad fawzia feargal fearghal femi feras fereshteh fergal fergus fernanda fernando ffion fflorens
fflur fiachra fiadh fidelma fikayo fikir filip filmon filsan finbar finn finnian fintan fiona fionn fionnan
fionnghuala fionnuala firas fiyori fiza flavius florentina florin flutura folake folarin folasade folasayo
foluke fowsia franciszek freshta freweini funke funmi funmilayo gabi gabriela gacal gajan galina gamze
ganesh garba gaurav gauri gbemisola gbenga gearoid geedi geeta genet genowefa gentiana georgiana geraint
gerallt gethin ghada ghassan ghazala gheorghe ghulam girish gizem glesni glyndwr gobnait gokhan golnaz
goncalo gonzalo gopal gowri graca gracie-mae grainne granuaile grazyna grigore gruff gruffudd gruffydd
grzegorz guang guilherme guillermo guiying gulalai guled guleed guoliang gurdeep gurinder gurjit gurpreet
gursharan guto gwawr gwen gwenan gwenda gwendolen gwenfair gwenith gwenllian gwenno gwern gwilym gwion gwyn
gwyndaf gwyneira gwyneth gwynfor gwynne haben habib habiba habibo habu hadeel hadi hadiya hadiza haf hafwen
hagos haitham hakan hala haleema halil halima halina hamdi hamed hamid hamidullah hamza hanad hanan hande
hani hania hanin hanna haoran haoyu hardeep hari haris harjinder harjit harleen harley harman harmanpreet
haroon harpreet harshil harshita haruna hasan hasina hassan hassnain hatice haulwen hauwa hawa haya hazem
heba hedd heddwyn hefin hekmat heledd helen helio hemant henok henryk hermon hetal heulwen hevin hiba hibaq
hibo hina hinda hira hisham hiu-tung hiwot hnin ho-yin hoang hoda hodan hodo hoi-ching homa hongmei hooria
horia hosneara hossam hossein hozan htet huda huifang hulya huma humaira humza huong husam hussain hussaina
huw hywel iacob iarlaith ibado ibironke ibrahim ibukun idil idris idwal iestyn ieuan ifan ifeanyi ifechi
ifeoma ifor ifrah iftikhar ifunanya ige ignacio ignacy igor ihor ijaz ijeoma ikechukwu ikenna ikran ilango
ilar ilayda ileana ilhaan ilham ilie ilinca ilir illtyd ilwad ilyasu iman imran inaya inayah indeg inderjit
indira ines inioluwa inuwa ioan ioana iola iolo ionel ionela ionut iorwerth iqra irem irfan irina irum iryna
isa iseult ishaan ishaku ishani ishaq ishita ishwari isioma islwyn ismahan ithel iulia iulian iuliana ivanna
iwona iyabo iyad izabela jacek jad jadwiga jafar jagdeep jagjit jagoda jagtar jahanara jahmai jahmal jakub
jalal jama jamal jameel jamila jamilu jamshid jana janina jannat jannatul janusz jarek jaroslaw jasmeet
jaspal jaspreet jasvinder jaswinder jatinder javaid javed javier jawad jaxon jaxson jaya jayden jayesh
jedrzej jegan jermaine jerzy jesus jiahao jianguo jianhong jiaqi jiayi jiaying jide jideofor jignesh jing
jinghua jingyi jiyan joachim joana joao joaquin jolanta jorge joud jozef juana jubayer juliusz jumoke junaid
junjie junwei justyna jyoti ka-yan kaafi kabiru kacper kadeem kaha kaidan kainat kaison kaiwen kajan kajetan
kalai kalpana kaltrina kaltun kaltuun kamala kamaljit kamau kamila kamrul kamsi kanayo kande kannan karamjit
kareem karol karthika kartik kashif kasia katarzyna kateryna kaushal kaveh kavitha kayden-lee kayode
kazimierz keelin kehinde keisha kelechukwu kemal kemi kenechukwu kerem keshav khadeeja khadra khaled khaleda
khalida khanh khatera khatun khin khrystyna khurram kiana kibrom kidane kikelomo kinga kinza kirandeep
kirushan kishan kobi kofi kojo kolade komal konrad koray korede kosisochukwu kourosh krishan krishna
krystyna krzysiek krzysztof ksawery ksenia kudzai kujtim kulsoom kulvinder kulwinder kunal kunle kurdistan
kwabena kwadwo kwaku kwame kwesi kwok-wai kyaw kymani kyran kyron kyrylo lacey lacie ladan ladi laiba laila
lakhvir lakshmi laleh lalita lamar lamis lanre lanying laoise laoiseach lasairfhiona latif latoya laurentiu
lavanya lavinia lawal laxmi layan layla-mae leen leilei leisa leonor leonora lerato leroy lesia leszek
leticia lexi-mae leyla lhamo liadan liban lidia lidya lihua lili liliana liling lilly-mae lina lingling linh
liridon liubov liviu lleu lleucu llew llinos lloyd llyr llywelyn lochlann lois lojain lok-yi lola lolade
loredana lorena loubna lourenco lowri lucja ludmila ludwik lughaidh luisa lukasz lule luminita lutfur luwam
lwam lyle lyubov lyudmila mabli macarena macsen madalina madhav madog maen maeve mafalda magdalena maha
mahad maham mahbub mahdi maher mahesh mahfuz mahin mahmuda mahnoor mahsa mahtab mahyar maimuna mair maira
maire mairead mairin maja majd majid maksym malachy malaika maldwyn malek malgorzata malwina mamman mandana
mandeep maninder manjit manoj manolo manon manpreet mansoor marcelina marcin mared marek marged mari
marinela marisol marius mariusz marlon marwa marwan maryam maryamu maryan maryna maryum marzena masood
masouda masuda matei mathu mathura mati matilde maxamed maxamuud mayank maysa mayur mazen mckenzie meabh
meadhbh mebrahtu medi megan megha mehak mehdi mehmet mehrdad mehul mehwish mei-ling meihua meilin meiling
meilyr meinir meirion melek melis mengyao meredydd merfyn merhawi meron mert merve meseret meurig micheal
mieczyslaw mieszko mihaela mihnea milagros milosz mimoza mina minahil minal minghao mingming mingxia minh
mirabela mirain mircea mirela miroslaw mirwais mitesh mitra mizanur moataz mobolaji modupe moelwyn mohammadu
mohamud mohan mohanad mohit mohsin moinul moiz mojgan mollie monica monika monowara moradeke morayo morenike
morfudd morfydd morwen morwenna mosammat mostafa mosunmola mouna moyosore muath mubashir mudassar muireann
muiris muirne mujibur mukesh mukhtar mulu muna munashe muneeb munir muntaha murat murtala musa musab mustafa
mustansar mustapha muxamed mwangi myfanwy myfi mykhailo mykola mykyta myrddin naa nabila nada nadeem nader
nadia nadiia naeem nafisa naheed nahid nahom naila naji najibullah najma najwa nana nandini nansi nanw
naoimh naoise naresh nargis narinder nasim nasra nasrin nasteho natalia nataliia natnael navdeep naveed
navid navjot navneet nawal nawaz nayab nazanin nazar nazdar nazia nazir nazli nazmul nazrul ndidi neasa
neelam negar neha nehir nel nelu nerys nest nevaeh nga ngoc ngozi nguyet nhung nia niamh nicolae nicoleta
nida nieves nii nikita nikodem nikola nila nilar nilesh nilofar niloufar nilufer nimco nimisha nimo nimra
nina ningning niraj niran nirmal nirmala nirmalan nishant nitin nivetha njeri njoroge nkechi nkem nkiru
nkiruka nnamdi nneka nnenna nollaig noman nomsa nonna nonso nora noreen nosheen nour noura nuala nuhu
nuradin nurcan nurul nuur nwando nyasha nzube oakley oana obi obiageli obioma obiora octavian odhiambo
odhran ogechi ogo oisin okan okechukwu oksana olabisi oladele oladipo olamide olanrewaju olatunji olayinka
oleg oleh oleksandr oleksandra oleksii olena olha oliwia oliwier ollie-jack oluchi olufemi olufunke olumide
olusegun olusola oluwadamilola oluwafemi oluwakemi oluwatobi oluwatosin oluwole olwen omer omid omolara
omotola onur onyeka onyekachi onyinye oonagh opeyemi oreoluwa orfhlaith orhan orna osagie osaze osian osita
ostap otieno ovidiu owain owena oyinda oyinkan ozan ozge ozlem padma padraic padraigin paisley palvinder
palwasha panashe parisa parminder parth parul parvaneh parveen parvez parvin pasang paula paulo pavlo pawel
payam peadar pedr pedro peiyu pema pengfei peredur petre petru phuong pilar pinar piotrek pirakash pirathap
ploy pooja pouya prabhjot pradeep pranay prasad pratham pratik preeti prem presley proinsias pryderi
przemyslaw puja pyotr qaiser qali qasim qiang qianru qingling quang qusay quynh rabeea rabin rabiu rachana
radoslaw radu raed rafiq rafiqul raghad raghav raghda rahat raheel raheela rahel rahma rahmatullah rahmo
rajeev rajinder rajni rakesh rakiya raluca rameen ramesh rami ramin ramona rana rand ranjit rasha rashed
rasheda rashida rashmi raveen ravinder rawan razvan rebin recep reem reena reggie-lee rehana rehman reyhaneh
rezaul rhian rhiannon rhianwen rhodri rhun rhydian rhydwen rhylee rhys rian riaz rida ridwan rima rinor
riona ritika ritu rizwan robel robina roble rocio rodica rodrigo rogan rohini roise rojda rojin rokeya
roksana rola roman rooble rosario roxana roya ruadhan ruairc ruba rubel rubina ruchi rudo ruhul rui rukhsar
rukia rumana ruolan ruoxi rupinder ruqiya ruslan ruta ruvimbo ryszard saado saba sabah sabbir saber sabina
sacdiyo sachin sadaf sade sadhbh sadika sadiq saeed safaa safdar safia sagal sahana sahar sahin sahra saira
sajid sajida salado salah salamatu salma salman salvador salwa samah samarth samatar samer sami samiullah
samra samrawit samsam sanda sandeep sangeeta sangeetha sani sania sanjana saorlaith sapna sara sarabjit
sarbast sarfraz saroj sathya satinder satvinder sawsan sayed saynab seadhna sean seanan sebastian seda
sediqa seema segun sehrish seiriol selam selin senait senan seosamh sepideh sergei sergiu serhii serkan seun
sevgi seyi shabana shabbir shabnam shade shafiq shafiqul shagufta shahana shahbaz shaheen shahida shahin
shahram shahzad shaima shaista shakeel shakil shalini shamim shamima shamso shan shanelle shaniqua shankar
shanthi shanza sharjeel sharmila sharmin shatha shayne shazia shehu shehzad sheraz sherif sherko shilan
shilpa shirin shital shno shoaib shpresa shreeya shruti shuang shufen shukri shukria shumaila siamak sian
sibel siddharth sidra siham sile silviu simisola simon simona simrandeep sina sinan sinead siobhra siofra
sion sioned sipho sirad siriol siriporn siu-ming siwan siyu skender slawomir smita sneha sobia sofiia soheil
sola soledad solomiia somchai somto sonal sonali sonam songul soraya sorcha sorin sorina souad stanislav
stanislawa stefan stefania steffan stelian suad subhash sudha sufyan suganya suhail suhayb sujatha sukhdeep
sukhjit sukhmani sukhpreet sukhvinder suldan sule suleekha suleiman sultana sulwen sumaira sumaya sumbal
sundeep sunita suraj surinder surjit sushma suthan suzan svitlana swaran syeda sylwia szymon tabassum
tadeusz tadgh tafadzwa tahira tahmid tahmina taiwo talha taliesin tamer tanisha tanjina tanko tanveer tapiwa
taraneh taras tareq tarik tariq taslima tasnim tatenda tatiana tawhid tayo tayyab tayyaba tegan tegid tegwen
tehmina tejal tejinder temidayo temilola temitope tendai tenzin teodor teodora tesfay tesfaye tesni tetiana
teuta thabo thaer thandeka thanusha thao tharani tharsan thiago thida thilini thuy tianna tianyu tiarna
tiarnan tiberiu tiegan tierna tilly-mae tinashe tingting tirion titi titilayo tiwa tobechukwu tobenna tobi
tobiloba tochukwu tokunbo tola tolga tolu toluwani tomas tomi tomiwa tommy-lee tomos tope toyin traian trang
treasa trefor trishna trystan tsegay tsehay tsz-ching tuan tudfor tudor tudur tugba tuncay tunde tunji
turlough tushar tuyet twm tyler-james tymofii tymon tymoteusz tyrece tyreese tyrell ubah ubaid uchechi
uchenna uday ufuk ugaas ugo ugochi ugochukwu ugonna ulochi ultan umalkhayr umaru umut una urmila urszula
urvi usman uzair uzma uzoamaka uzoma vaani vadim vaishali valbona valentin valeriia valeriy valon vandana
varsha varshini varun vasco vasile vasyl veronica viacheslav vidya vijaya viktoriia vimal vinay vineet vinh
vinod violeta viorel viorica vipul virgil vishnu vitalii vithu vjosa vlad vladut volkan volodymyr waclaw
wael wafaa wahidullah wajid walaa waldemar wale wambui wanda wanjiku wanjiru waqar waqas warda warsame
warsan waseem wasiu wei weiming weiwei wenjie wenjing wenwen weronika wieslaw wiktor wiktoria wil wing-yan
winston wissam witold wladyslaw wojtek wunmi wyn xaawo xalimo xamdi xasan xia xiang xiaobo xiaodong xiaofei
xiaohong xiaohui xiaojing xiaolan xiaoli xiaoling xiaolong xiaomei xiaoming xiaoping xiaoyan xiaoyu xinyi
xinyu xiomara xiulan xiuying xuan xue xueqin xuseen yaa yaasmiin yagmur yahaya yahye yakubu yalda yaling
yalini yan yanyan yara yaroslav yaroslava yash yasiin yasir yasmeen yating yaw yazan yelena yemi yetunde
yevgeny yevhen yevheniia yewande yichen yifan yihan yijun yildiz yilin yilmaz yiming ying yingying yinka
yixuan yize ynyr yogesh yohannes yolanda yonas yong yordanos younas youssef yuanyuan yuchen yufei yuhan
yulan yulia yuliia yurii yusra yuusuf yuvraj yuxi yuxin yuxuan yuze ywain zaheer zaher zahida zahra zahraa
zainab zainabu zakaria zalmay zamzam zara zarghona zarina zaw zbigniew zdzislaw zeenat zeeshan zehra zeina
zeinab zenon zewdi zeynep zeyu zhane zhaoyang zhen zheng zhihao zhiming zhiwei zhixin ziad zihan zihao
zikora zimo zion zixuan ziyi zlata zmarai zohra zohreh zoltan zosia zoya zubaida zubairu zulfiqar zunaira
zygmunt
""")
"""Given names used in England beside those of ``vocabulary.GIVEN``: Polish, Urdu, Somali, Yoruba, Igbo,
Hausa, Akan, Shona, Chinese, Irish, Welsh, Romanian, Indian, Bengali, Arabic, Turkish, Kurdish, Ukrainian,
Albanian, Portuguese, Spanish, Vietnamese, Nepali, Tamil, Eritrean, Persian, Afghan, Caribbean."""

FAMILY = _words("""
abbasi abdi abdullahi acheampong achebe adamczyk adamski adan addo adebayo adeleke adesanya adewale adeyemi
adeyinka adjei afolabi afridi agarwal aggarwal agu agyeman ahmad ahmadi ahmed ahuja ajayi akande akhtar
akinola akinyemi akpan al-hassan al-khatib al-masri alabi alade alam ali almeida aluko amoako amusan
andrzejewski anghel anjum ansah ansari anyanwu appiah arif armstrong arora arslan asamoah asante ashraf
aslam aslan atkinson awolowo aydin ayodele azikiwe aziz babalola baig bailey bains balan balogun banerjee
bangura bankole bansal barakzai baran barbu barker barnes barrett bassi baxter bebb begum bennett bentley
berhane berisha bevan beynon bhatia bhatt bhatti bhogal bhuiyan bhutto bibi boateng bondarenko borkowski
bose bowen boyle bradley bradshaw brady bratu breathnach brennan briain briggs brooks brown bryant
brzezinski bui burca burgess burke burrows burton butcher butt byrne cabdi cai callaghan campbell cao
carpenter carr carroll carvalho casey celik cetin chadwick chahal chambers chan chana chapman chatterjee
chaudhary chaudhry chauhan chawla cheallaigh chen cheng cheung chikwanha chmielewski chopra choudhry
choudhury chow chowdhury chu chukwu chukwuma cieslak cilmi ciobanu ciurea clark clarke cojocaru coker cole
coleman collier collins conaill connolly connor constantin conteh cooke corrigan costea costello cozma
crawford crisan cristea crossley cui cullen cunningham curtis czarnecki czerwinski da-silva dabrowska
dabrowski dada daly dang dar davies davis dawson demir dempsey deng desai dhaliwal dhillon dhomhnaill
diaconu dickinson ding dinu dirie dixon dobre dobson dogan doherty dong donnelly donoghue dosanjh doyle
dragan dragomir dube dubey duckworth duda dudek duffy dumitru duncan dunne duong dutta edwards eke ekundayo
ekwueme elliott ellis-puw elmi emenike enache ene evans eynon eze ezekiel ezeudu fadipe falade farah farrell
fashola feng fenton ferguson fernandes fernandez ferreira filip finch fisher fitzgerald fitzpatrick fletcher
florea flynn fogarty folarin foley fong forster franklin frazer fung gabhann gadhvi gajewski gallagher
gandhi garcia garner gashi gbadamosi gebremedhin gedi gethin ghani ghebreyesus gheorghe ghosh gibbons gibson
gilbert gill gillani glowacki gohil gomes gomez goncalves gondal gonzalez goodwin gorman gorski grabowska
grabowski graham greenwood gregory grewal griffin griffiths grigore guled guo gupta guuleed gwilym gwynne
haddad haigh haile hameed hancock haque hardy hargreaves harper harries harris harrison hartley harvey
hashmi hassan hayes haynes healy henderson hennessy hernandez hersi hewitt hickey higgins higginson hirst
hoang hobbs hogan holloway holmes hopkins hoque horton hosseini houghton howarth howell howells hoxha huang
hudson hughes hui humphreys humphries hussain hussein hutchinson huynh iancu ibe ibikunle ibrahim idowu
igbinedion igwe ikejiani ilie ilori ingram ionescu iordache iqbal islam ismail ivanov ivanova iwu iwuchukwu
iyer jaamac jablonska jablonski jackson jakubowski jalloh jama janjua jankowska jankowski jasinski jatoi
javed jaworski jefferson jegede jenkins jennings jiang jimale johal johnson johnston jones joshi kaczmarek
kalinowski kamara kamau kaminska kaminski kang kapoor kara kargbo karim karimi kaur kauser kavanagh kaya
kayani kazmierczak keane kearney kelly kennedy keogh khalil khan khangura khanna khatoon khattak khatun
khera kidane kilic kinsella kirkham kiyani koc kolodziej korkmaz koroma kovalchuk kovalenko kowalska
kowalski kozlowska kozlowski krajewski krasniqi kravchenko krawczyk krol kubiak kucharski kulmiye kumar kurt
kuti kwiatkowska kwiatkowski kwok kwong lam larkin laskowski lau lawal lawson lazar leach lester leung
lewandowska lewandowski lewis liang liu llewellyn llewelyn lloyd lodhi lopes lopez lowe lu lui lungu luo
lupu lynch macdonald maciejewski mackay mackenzie maguire mahmood mahony majewski mak makinde makowski
makwana malhotra malik malinowski mann manole mansour marchenko marciniak marin marinescu marsden marshall
martinez martins matei matharu mathias matthews mazur mazurek mbadinuju mbah mccarthy mccormick mcdermott
mcdonagh mcdonald mcevoy mcgee mcgrath mcguinness mcguire mckay mckenna mckeown mclaughlin mcmahon mcmanus
mcnamara mehari mehmood mehra mehta mellor melnyk menon mensah metcalfe miah michalak michalska michalski
mihai mihalache mills minhas mirza mishra mistry mitchell mitrea mocanu modi mohamed mohammadi mohamoud
mohamud mok moldovan molla mollah molloy monaghan moore moorhouse moradi moran morgan morris morrison mostyn
moyo mpofu mugabe mughal mukherjee mulcahy mullan mullen mulligan munteanu murchu murphy murray muse mutasa
mwangi naidu nair najjar nash nasser nawaz ncube ndlovu neagu nedelcu neill newton ng ngo nguyen niazi
nicholls nicholson nicolae nijjar nistor nita njoku njoroge nkrumah nnadi nnamani nolan noori norris norton
nowak nowakowski nowicki nur nwachukwu nwankwo nwosu nyathi o'brien o'connell o'connor o'donnell o'dwyer
o'grady o'hara o'keeffe o'leary o'mahony o'neill o'reilly o'rourke o'shea o'sullivan o'toole obi obiora
ochieng odhiambo odili odukoya ofoegbu ofori ogbonna ogunbanjo ogunleye oguntade ojo okafor okeke okereke
okolie okonjo okonkwo okoro okoye okpala okpara okunola oladipo olaniyan olatunji olawale olayinka oldham
oliveira oliynyk olszewski olteanu omar onabanjo oni onwuka onyeka onyekwere opoku oprea orji osborne osei
osinowo osman ostrowski otieno owen owolabi owusu oyebanji oyelaran oyewole ozdemir ozkan ozoemena ozturk
palmer pandey pandya panesar paracha paraschiv parkin parkinson parmar parry parsons pasha patel patterson
pawlak pawlowska pawlowski pearce pearson peng penri pereira perez perkins petre petrenko petrov petrova
pham phan phelan phillips pickering pietrzak pillai pinto piotrowska piotrowski polat pollard poon popa
popal popescu popov potter powell preda price pritchard probert prosser prydderch przybylski pugh purewal
quaye quinn qureshi radu raducanu rafiq rahimi rahman raja rajput ramsden rana randhawa rao rashid rathod
rawlings rawson reddy rees rehman reilly reynolds rezaei rhodes rhydderch riaz ribeiro richards richardson
riley rizvi roberts robinson robson rodrigues rodriguez rogers roman rooney rowe rowley roy rusu rutkowski
ryan sabbagh sadat sadowski saeed sahin sahota salad salami salisbury samatar sanchez sanderson sandhu sandu
sangha santos sanusi sarkar sarker sarpong sattar saunders sava savchenko sawicki scanlon schofield sehmi
serban sesay sethi shabir shah shaikh shanahan sharif sharma sharpe shaw sheehan shehu sheikh sheikhdon shen
shepherd sheridan shevchenko shire shirwa shonibare sibanda siddique siddiqui sidhu sikder sikora sikorski
silva simion simmons simpson simsek singh siu skinner slater slattery smith sobczak sohal sokhi sokolowski
solanki soni soomro sowande soyinka spencer stan stanciu stanikzai stefan stefanescu stephens stephenson
stepien stevens stevenson stewart stoica stokes suciu sullivan sultan suri sutcliffe sutton swati sweeney
swift szczepanski sze szewczyk szulc szymanska szymanski tahir taiwo talukder tam tan tanase tandon tang
tanoli taylor teixeira tekle tesfaye tetteh thakkar thandi thomas thompson thornton tian tierney tinubu
tiwari tkachenko toma tomaszewski toner tong townsend tran trandafir trivedi tsang tse tsui tucker tudor
tuohy turnbull turner uddin udeh ugwu ukpabi ullah umeh ungureanu urbanski ursu uzoma vaghela vasile vaughan
verma virdee virk vlad vo voicu voinea vu vyas waberi wainwright walczak walker walsh walton wang warburton
warraich warsame watkins watson watts wazir webster wei wells whelan whitehead whittaker whitworth wieczorek
wilk wilkins wilkinson williams willis wilson winterbottom wisniewska wisniewski witkowski wojciechowski
wojcik wong woodward wright wrobel wroblewski wyatt wysocki xasan xiao xie xu yadav yang yaqoob yassin yates
ye yeboah yeung yildirim yildiz yilmaz yip yiu yorath yousaf yousafzai yu yuan yuen yusuf zafar zaidi zajac
zakrzewski zalewski zaman zamfir zawadzki zeng zhang zhao zheng zhong zhou zhu zielinska zielinski
ziolkowski
""")
"""Family names common in England that are hardly ever anything else, lower case."""
