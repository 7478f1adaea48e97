"""Words the gate knows: given names, given names that are also words, and words that are never names.

Written by hand for this product from common knowledge of names used in the United Kingdom. A missing name
is found by its company (see ``names.py``); a missing ordinary word costs at most a comment.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Given names that are hardly ever anything else, lower case.
GIVEN = _words("""
aaliyah aaron abbie abby abdul abdullah abigail abu adam adele adeel adil adrian ahmad ahmed aidan
aiden aisha aishah alan albert albie alec aled aleksandra alex alexa alexander alexandra alexandre
alexis alfie alfred ali alice alicia aliyah alina alison alistair allan allison alma alyssa amaan
amal amalia amandeep amanda amara amelia amelie amina amir amira amit amna amrit amy ana anais
anastasia andre andrea andreas andrei andrew andy aneesa angela angus anika anisa anita anjali ann
anna annabel annabelle anne annie anthony anton antonia antonio anya aoife archie ariana arjun arlo
arnold aron arran arthur arun arya asha asher ashley ashton asif asim astrid aubrey audrey augusta
aurelia aurora austin ava avery avni aya ayaan ayan ayesha ayla ayman ayse azra bailey barbara
barnaby barney bartosz basil beatrice beatrix becky bella ben benedict benjamin bernard bernice
bertie bethan bethany betty bhavna bilal billie billy blake bobbie bobby bogdan bonnie bradley
brandon brenda brendan brett brian bridget brodie brogan bronwyn brooke bruno bryan bryn bryony
byron caitlin caleb callum calum calvin cameron camilla camille candice carl carla carlos carly
carol carole caroline carolyn carys casey caspar casper cassandra catherine catrin cecilia cecily
celia celine ceri cerys chanel chantelle charis charles charley charlie charlotte chelsea cheryl
chetan chiara chidi chioma chloe chris christina christine christopher cian ciara claire clara clare
claudia clive cody colette colin colleen connie connor conor constance cora corey cormac courtney
craig crispin curtis cynthia cyrus dafydd daisy dale damian damien damon dan dana daniel daniela
daniella danielle danny daphne dara darcey darcy daria darius darragh darren dave david davina
deborah debbie declan deepa deepak deirdre delilah denise dennis derek dermot desmond dev devon
diana diane diego dilip dina dion diya dmitri dominic dominik donald donna dora dorothy dougal
douglas duncan dwayne dylan eamon ebony eden edith edmund eduardo edward edwin eddie effie eileen
eilidh eira elaine eleanor elena eli elias elijah elin elisa elise elisha eliza elizabeth ella elle
ellen ellie elliot elliott ellis eloise elsa elsie elspeth elvis elwyn ember emeka emer emil emilia
emilie emily emma emmanuel emrys enid enrico eoin eric erica erik erika erin ernest esme esmee
esmeralda estelle esther ethan eugene euan eva evan evangeline eve evelyn evie ewan ezra fabian
faisal farah farhan fatima fatimah fatou felicity felix fergus fern fernando ffion filip fiona
finlay finley finn finnley fiorella flora florence florian floyd frances francesca francis francois
frank frankie fraser fred freddie freddy frederick freya frida gabriel gabriela gabriella gabrielle
gareth garry gary gavin gaynor gemma gene geoffrey george georgia georgie georgina gerald geraldine
gerard gethin gideon giles gillian gina gino giovanni giulia gladys glenn gloria glyn gordon graeme
graham greg gregory greta gretel griffin guy gwen gwendolyn gwyneth habib hadley hafsa haleema
halima hamish hamza hana hanif hannah hari haris harley haroon harold harper harriet harris harrison
harry haruka harvey hasan hasnain hassan hattie hazel heather hector heidi helen helena henrietta
henry hetty hilary hilda hollie holly howard hubert hugh hugo humaira husna hussain hussein huw iain
ian ibrahim idris ieuan ifeanyi ignacy igor ilyas imaan iman imogen imran inaya indie indira ines
inga ingrid ioan iona ira irene iris irina isaac isabel isabella isabelle isaiah isha ishaan isla
ismail ismael ivan ivor iwan izaan izabela jacek jack jackie jackson jacob jacqueline jade jaden jai
jaime jake jakub jamal james jamie jamila jan jana jane janet janice jared jasmin jasmine jason
jasper javier jay jayden jaydon jean jed jeff jeffrey jem jemima jemma jenna jennifer jenny jeremiah
jeremy jermaine jerome jerry jess jesse jessica jessie jill jim jimmy jo joan joanna joanne jodie
joe joel johan john johnny jon jonah jonas jonathan jordan jorge jose joseph josephine josh joshua
josiah josie jovan joyce juan jude judith judy julia julian juliana julie juliet julius justin
justine kacey kai kaitlyn kamal kamil kamran kane kara karen karim karina karl karolina kasper kate
katelyn katherine kathleen kathryn kathy katie katy katya kavita kayden kayla kayleigh keanu keegan
keeley keir keira keith kelechi kelly kelsey ken kendra kenneth kenny kenzie kerry kevin keziah
khadija khadijah khalid kian kieran kim kimberley kimberly kingsley kiran kirsten kirsty kit kitty
klara krish krishna kristian kristina krystian kurt kyla kyle kylie kyra lachlan laila lana lance
lara larissa latifa laura lauren laurence laurie lawrence layla layton leah leanne lee leela leena
leila lena lennie lennon lennox leo leon leona leonard leonardo leonie leroy lesley leslie lester
levi lewis lexi lexie lia liam liana libby lila lilian liliana lillian lillie lily lina linda
lindsay lindsey lionel lisa liv liz lizzie llewellyn lloyd logan lois lola lorcan lorelei lorenzo
loretta lori lorna lorraine louie louis louisa louise lowri luca lucas lucia lucian lucie lucille
lucinda lucy luigi luis luka lukas luke luna lydia lyla lynda lynn lynne lyra mabel maciej mackenzie
macy maddie maddison madeleine madeline madison mae maeve magda magdalena maggie magnus maha mahmood
mahmoud maia maisie maja malachi malachy malak malcolm malik manal manav mandy manisha manuel mara
marc marcel marcia marcin marco marcus margaret margot maria mariam mariana marie marilyn marina
mario marion marisa marissa marius marlon marta martha martin martina martyn mary maryam mason mateo
mateusz mathew matilda matt matteo matthew maud maureen maurice max maxim maxime maximilian maxine
maxwell maya meera megan mehmet mehreen mei mel melanie melissa mercedes meredith mia micah michael
michaela michal michelle miguel mihai mikael mike mikey mikolaj mila miles millie milly milo mina
mira miranda miriam mirza misha mitchell moira molly mona monica monika montgomery morgan moses
mohamed mohammad mohammed mostafa muhammad muhammed mungo muriel mustafa mya myla myles myra myrtle
nabil nadia nadine naima nana nancy naomi nasir nasreen natalia natalie natasha nate nathalie nathan
nathaniel neda neel neeraj nell nellie nelson nia niall niamh nicholas nick nicky nico nicola
nicolas nicole nigel nihal nikhil niki nikita nikolai nila nina nisha noah noel noelle noor nora
norah noreen norma norman nuala nyah obinna octavia odette ola olaf olga olive oliver olivia ollie
olly oluwaseun omar omari orla orlaith orson osama oscar oskar osman oswald otis otto owain owen
ozzy pablo paddy padraig paige palak pamela paolo parker patricia patrick patryk paul paula pauline
pawel pedro peggy penelope penny percy perry peter petra phil philip philippa phillip phineas phoebe
phyllis pierre pippa piotr polly poppy portia prakash pranav precious preston priscilla priti priya
priyanka quentin quincy quinn rabia rachael rachel radek rafael rafal rafe rahim rahul raj rajan
rajesh ralph ramon ramona rana randeep rania raphael raquel rashid raul raven ravi raymond rayyan
reanna rebecca reece reem reese regan reggie regina rehan reid rekha remi remy rena rene reuben rex
reza rhea rhian rhiannon rhoda rhona rhys ria rian ricardo richard richie ricky rida rihanna riley
rio rita rivka riya roan rob robbie robert roberta roberto robin robyn rocco rochelle rocky roddy
roderick rodney roger rohan rohit roisin roland roman romeo romy ron ronald ronan ronnie rory rosa
rosalie rosalind rosamund rosanna roselle rosemary rosetta rosie ross rowan rowena roxanne roy
ruairi ruben ruby rudi rudy rufus rukhsana rupert russell ruth ryan rylan saad saanvi sabina sabrina
sadia sadie saffron safiya safiyyah sahil said saif saima sakina salim sally salma sam sameer
samantha samara samia samina samir samira samson samuel sana sandra sandy sanjay santiago saoirse
sapna sara sarah sasha saskia saul savannah scarlet scarlett scott seamus sean sebastian selena
selina serena sergio seth shabana shahid shakira shane shania shanice shannon shanti shaun shawn
shay shayla sheena sheila shelby shelley sheree sherry shireen shirin shirley shivani shona shreya
shyam sian sid sidney siena sienna sierra silas silvia simon simone simran sinead siobhan skye skyla
skylar sofia sofie sohail sol solomon sonia sonny sonya sophia sophie spencer stacey stan stanislaw
stanley stefan stella stephanie stephen steve steven stewart stuart suki sulaiman suleiman sultan
suman sumaya sunil sunita suraj suresh suri susan susanna susannah susie suzanne svetlana sven swati
sybil sydney sylvia syed tabitha tadhg taha tahir tala talia tamara tamsin tania tanisha tanya tara
tareq tariq tasha tate tatiana tayla taylor ted teddy tegan temi teresa tess tessa thaddeus thandi
thea thelma theo theodora theodore theresa theophilus thomas tia tiago tiana tiffany tilda tilly tim
timothy tina tobias tobiah toby todd tom tomas tomasz tommy toni tony tracey tracy travis trevor
tricia trina trinity tristan troy tudor tyler tyra tyrone tyson uche uma umair umar una ursula usha
usman valentina valerie vanessa vera verity veronica vicky victor victoria vihaan vijay vikram
viktor vince vincent vinnie viola violet virginia vishal vivek vivian vivienne vlad wahid waleed
walid wallace walter wanda warren wasim wayne wendy wesley wilfred wilhelmina william winifred
winston wojciech woody wren xander xanthe xavier ximena yahya yann yara yasin yasir yasmin yasmina
yasmine yousef yousuf youssef yuki yunus yuri yusra yusuf yvette yvonne zac zaccheus zach zachary
zack zahid zahir zahra zaid zain zaina zainab zak zakariya zaki zane zara zayd zayn zaynab zeb zelda
zena zia zoe zofia zohaib zoya zubair zuri zuzanna
""")

#: Given names that are also words, months or places: a name only in the company of a person's verb.
AMBIGUOUS = _words("""
will may mark hope faith grace bill summer april june august art ash amber angel basil berry beau
bay blossom brook chance charity chase christian clay cherry cliff coral crystal dawn dean destiny
drew earl ebony eden faye fay fern flint forest frank gale gay gene ginger glen guy harmony hazel
heath heather holly honey hunter iris ivy jack jasmine jewel joy jay josh kit lance lane lily mercy
miles mercury misty melody major mason max merit nick noble norm olive opal page pansy parker pat
patience paris pearl penny peter piper poppy pepper porter preston prince precious queenie rain ray
reed river robin rock rose rosemary ruby rusty sage sandy sunny sky skip star sterling sue storm
tanner teal ted terry tiger trinity trip victor violet wade ward wilder willow winter woody wren
young israel india chelsea florence georgia jordan kent lee lincoln logan london madison melbourne
orlando phoenix savannah sydney troy victoria virginia carol sol van rich king said ali chuck harry
jo dale ivory jade saffron scarlet bonnie duke ace tom tally pip bud
""") - _words("""
daisy poppy lily mason logan florence georgia jordan jade jasmine willow violet ruby harry lee jack
josh max tom ted terry victoria holly heather hazel jo pip peter scarlet nick robin olive rosemary
savannah ali iris
""")

#: Words that start a sentence or are written with a capital in audits, and are not people. Lower case.
ORDINARY = _words("""
a an the this that these those there here it its he she they we you i my our your his her their who
what which when where why how if as at by for from in into of off on onto or out over per so to
under until up upon with within without and but nor not no yes none nil all any both each every few
many more most much other another some such same several am is are was were be been being has have
had do does did can could may might must shall should will would need needs also again almost
already although always because before after above below between beyond during despite since still
then thus though through throughout too very well while yet once only just even ever never now often
soon later earlier today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december spring summer
autumn winter christmas easter michaelmas ramadan eid one two three four five six seven eight nine
ten eleven twelve first second third fourth fifth last next previous accurate across act action
actions add added adding advice advise adult adulthood adults agree agreed aim aims allow ambitious
amend amended amendment annual answer appeal appendix apply appropriate area areas arrange ask asked
aspiration aspirations assess assessed assessment attach attached attend audit audited auditor
auditors author authority autism avoid award baseline better blank board body borough brief british
bring broad budget build bullet care carer carers case caseload caseworker catholic change changed
changes chapter check checked child children choice church claim class clarify clear clearer clearly
clinic close co code cognition college comment comments commissioner communication community
complete completed concise confirm confirmed connected consent consider consistent contact contains
content continue convert coordinator copied copy correct correctly council county court cover covers
criterion criteria cross current data date dated dates day days decision deliver delivered delivery
department describe described description detail detailed details develop developing development
diagnosis differences direct director discuss discussed document documents doctor draft drafting
dear early east easy education educational effect effective either email emotional employment
england english ensure equality equipment error escape especially evidence exact example excellent
exemplar expand explain explained explanation external fact facts family families feedback file
final finalise finalised find finding fix follow followed following font footer form format found
framework full fully funding further future gap gaps general get give given go golden good grade
graded grades grammar great group guidance half handover happy head header heading headings
headteacher health hear helpful help high highlight history holistic home hospital hour hours house
however human humanities ideal identified immediate impact important improve improved improvement
improvements inadequate include included includes incomplete inconsistent independence independent
infant information initial instead insufficient interim introduction involve issue issued issues
item jargon join joined joint judgement junior keep key know known label labels lack lacks language
late law layout lead learn learner learning least left legal length less let letter level link
linked links list listed little live local locality long look looked low main mainstream make makes
making manager mapping mark marks maths mean measure measurable meet meeting meets mental mention
mentioned met method minor minute minutes missing mixed moderated moderation moderator month monthly
morning move moved name named names national near nearly new nhs nice north note noted notes nothing
notice number numbers nurse nursery objective occupational officer offer offered ofsted officially
old omit order ordered orders outcome outcomes outstanding overall overview page pages panel paper
paragraph parent parental parents part partial partly paste pasted past pathway people person
personal phase phrase phrasing physical physio physiotherapy picture place placement plain plan
plans play please plus point points portage positive possible practice praise present primary prior
priority process professional professionals profile progress pronoun proof proofread provide
provided provider provides provision punctuation pupil pupils purchase put quality quantified
quantify quantity query question questions quick quote quoted rather re reads ready really reason
reasons recent reception recommend recommendation recommended record recorded redraft reduce refer
reference references reflect reflects regulation regulations reg regs rejected relevant remove
removed repeat repeated repetition rephrase replace report reports request require required requires
resource respite response result return review reviewed reviews rewrite right risk role room rule
safe safeguarding said saw say says school schools score secondary section sections send sent
postcode dob see seek seen sen senco sensory sentence separate service services session sessions set
setting settings shared sharp short show shows sibling sign signed similar simple single small smart
social source sourced sources south special specialist specific specified specify speech spell
spelling staff stage standard start starts state stated statement statements steps story strategy
strength strengths strong structure student style subject submitted suggest suggestion summary
supervision support supported sure table take target targets task teacher teaching team tell term
terms test text than thank thanks therapist therapy thin thorough thought thread time timeline
timely times timescale title together tone tool top topic total track training transfer transition
transport travel treatment tribunal try type typing typo typos unclear understand unit unless
unlinked update updated updates usable use used useful uses usually vague verified version view
views vision visit visits vocabulary voice wait want watch way week weekly weeks welcome west whole
wide wish withdraw word worded wording words work worker working works write writer writers writing
written wrong year years young alderwick academy wales scotland ireland britain european union
london kingdom welsh polish urdu punjabi bengali makaton braille bsl pecs teacch numicon elklan lego
talkabout zones microsoft excel teams outlook sharepoint google ipad chromebook clicker widgit
ombudsman melatonin methylphenidate ritalin concerta atomoxetine lisdexamfetamine risperidone
sertraline fluoxetine
salbutamol ventolin insulin epipen movicol omeprazole buccal midazolam baclofen botox valproate
internet ehc ehcp ehcna asd adhd semh slcn mld sld pmld spld hi vi msi pd slt salt ot ep camhs
cypmhs ta lsa tac dco dsco dcs la lgo sendiass smarter gbp fte tbc nb eg ie etc ps cc ok pdf kpi qa
pdl me ref refs him himself herself themselves stages schedule cqc dfe dhsc cop csdpa cfa ewhc ukut
admin
""")

#: What follows a building, road or body, so that the words before it are not a person.
BODY = _words("""
school academy college primary infant infants junior juniors nursery high grammar secondary special
university trust council hospital clinic centre center service services team house hub unit park
road street lane avenue close drive way court crescent gardens grove place terrace row bank side
rigg fold walk parade hill view mews square rise path croft review assessment award programme
program scheme project method approach model profile scale scales test toolkit library church club
group charity foundation association society act regulations code
""")
